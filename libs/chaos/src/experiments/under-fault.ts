import type { Clock } from '../clock.js';
import type { Evidence } from './evidence.js';
import type { Experiment } from './experiment.js';
import { pause } from './repeat.js';

const ABORT_CHECK_MS = 1_000;

interface Surroundings<World> {
  readonly world: World;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** What was seen so far. */
  readonly evidence: () => Evidence;
}

/**
 * Keeps a system under the fault of an experiment for its time, and takes the fault out in any case.
 *
 * @returns why that ended early, if it did
 */
export async function underFault<World>(
  experiment: Experiment<World>,
  { world, signal, clock, evidence }: Surroundings<World>,
): Promise<string | undefined> {
  const over = new AbortController();
  const untilOver = AbortSignal.any([signal, over.signal]);
  let injected: Promise<void> | undefined;
  try {
    const endsMs = clock.now() + experiment.timing.faultMs;
    let failure: unknown;
    injected = experiment.inject(world, untilOver).catch((error: unknown) => {
      failure = error;
    });
    while (clock.now() < endsMs) {
      await pause(clock, Math.min(ABORT_CHECK_MS, endsMs - clock.now()), signal);
      if (signal.aborted) return 'it was stopped';
      if (failure !== undefined) return `the fault could not be put in: ${String(failure)}`;
      const reason = experiment.abortWhen?.(evidence());
      if (reason !== undefined) return reason;
    }
    return undefined;
  } finally {
    over.abort();
    await injected;
    await experiment.rollback(world);
  }
}
