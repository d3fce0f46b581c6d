import type { EventStream } from './event-stream.js';
import { systemClock } from './system-clock.js';

type ErrorClass<Failure extends Error> = abstract new (...args: never[]) => Failure;

/** What a use case does without, and when. */
export interface FallbackPlan<Failure extends Error, Substitute> {
  readonly dependency: string;
  /** A bounded name of what is replaced. */
  readonly operation: string;
  /** Only these failures are covered; a bug stays a bug. */
  readonly on: readonly ErrorClass<Failure>[];
  /** Makes the substitute; it may look at why. */
  readonly substitute: (failure: Failure) => Substitute | Promise<Substitute>;
}

/**
 * Does something, and something else when a dependency keeps it from being done. It tells every fallback
 * to the stream of events, so that doing without never goes unseen.
 *
 * @throws what `work` throws when the plan does not cover it, and what `substitute` throws
 */
export async function withFallback<T, Failure extends Error, Substitute>(
  events: EventStream,
  plan: FallbackPlan<Failure, Substitute>,
  work: () => Promise<T>,
): Promise<T | Substitute> {
  try {
    return await work();
  } catch (error) {
    if (!isCovered(error, plan.on)) throw error;
    const { dependency, operation } = plan;
    events.emit({ type: 'fallback', dependency, operation, at: systemClock.now(), reason: error.name });
    return plan.substitute(error);
  }
}

function isCovered<Failure extends Error>(
  error: unknown,
  classes: readonly ErrorClass<Failure>[],
): error is Failure {
  return classes.some((each) => error instanceof each);
}
