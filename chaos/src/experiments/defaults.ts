import { succeed, type Evidence, type Expectation } from '@baluarte/chaos';
import { GOOD_CARDS, type World } from '../world/world.js';

/** Long enough for traffic to show whether all is well. */
export const STEADY_MS = 2_000;

/** On a good day nearly everything succeeds. */
export const ALL_WELL: readonly Expectation<World>[] = [succeed({ phase: 'steady' }, 0.95)];

/** Takes out whatever an experiment may have put in. */
export async function undo(world: World): Promise<void> {
  world.cards = GOOD_CARDS;
  await world.faults.reset();
}

/** The pattern for payments of an order is a retry in two places: at the processor and at `payments`. */
export const NO_RETRIES = { PSP_RETRY_MAX_RETRIES: '0', PAYMENTS_RETRY_MAX_RETRIES: '0' } as const;

const LAST = 30;

/** Every service answers under every fault here; where it does not, more is broken than was meant to be. */
export function whenNobodyAnswers(evidence: Evidence): string | undefined {
  const last = evidence.in({ phase: 'fault' }).slice(-LAST);
  const unanswered = last.filter(({ status }) => status === 0).length;
  return last.length === LAST && unanswered > LAST / 2
    ? `${unanswered} of the last ${LAST} requests got no answer at all`
    : undefined;
}
