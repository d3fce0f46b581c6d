import type { Clock } from '../clock.js';
import { systemClock } from '../system-clock.js';
import { pause } from './repeat.js';
import type { Experiment } from './experiment.js';
import { ExperimentRun } from './experiment-run.js';
import type { Phase } from './evidence.js';
import type { RunResult } from './run-result.js';
import { underFault } from './under-fault.js';

/** What a run needs beside the experiment. */
export interface RunOptions<World> {
  readonly world: World;
  /** Ends the run: the fault is taken out all the same. */
  readonly signal: AbortSignal;
  /** Told when a part begins. */
  readonly onPhase?: (phase: Phase) => void;
  /** Default: that of the machine. */
  readonly clock?: Clock;
}

/**
 * Runs an experiment once: looks at the steady state, puts the fault in, takes it out whatever happens, watches
 * the recovery and judges. After "Principles of Chaos Engineering" (principlesofchaos.org).
 *
 * @throws what `rollback` throws, since a fault that stays must not go unnoticed
 */
export async function runExperiment<World>(
  experiment: Experiment<World>,
  { world, signal, onPhase = () => undefined, clock = systemClock }: RunOptions<World>,
): Promise<RunResult> {
  const { steadyMs, recoveryMs } = experiment.timing;
  const run = new ExperimentRun(experiment, world, clock);
  try {
    onPhase('steady');
    await pause(clock, steadyMs, signal);
    run.enter('fault');
    const steady = await run.judgeSteadyState(signal);
    if (signal.aborted) return await run.aborted('it was stopped');
    if (steady.some(({ held }) => !held))
      return await run.aborted('the system was not well before the fault', steady);
    onPhase('fault');
    const reason = await underFault(experiment, { world, signal, clock, evidence: () => run.soFar() });
    run.enter('recovery');
    if (reason !== undefined) return await run.aborted(reason);
    onPhase('recovery');
    await pause(clock, recoveryMs, signal);
    return await (signal.aborted ? run.aborted('it was stopped') : run.judged(signal));
  } finally {
    await run.end();
  }
}
