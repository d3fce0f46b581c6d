import type { Clock } from '../clock.js';
import type { Evidence } from './evidence.js';
import type { Experiment } from './experiment.js';
import type { Expectation } from './expectation.js';
import { Observation } from './observation.js';
import type { JudgedExpectation, RunResult } from './run-result.js';

/** One run of an experiment: when its parts began, and what was made of what was seen. */
export class ExperimentRun<World> {
  readonly #observation: Observation<World>;
  #faultAtMs = Infinity;
  #rolledBackAtMs = Infinity;

  constructor(
    private readonly experiment: Experiment<World>,
    private readonly world: World,
    clock: Clock,
  ) {
    this.#observation = new Observation(experiment, world, clock);
  }

  /** A new part begins now. */
  enter(phase: 'fault' | 'recovery'): void {
    if (phase === 'fault') this.#faultAtMs = this.#observation.atMs();
    else this.#rolledBackAtMs = this.#observation.atMs();
  }

  soFar(): Evidence {
    return this.#observation.soFar(this.#times());
  }

  judgeSteadyState(signal: AbortSignal): Promise<JudgedExpectation[]> {
    return this.#judge(this.experiment.steadyState, this.soFar(), signal);
  }

  async judged(signal: AbortSignal): Promise<RunResult> {
    const evidence = await this.#observation.end(this.#times());
    const judgements = await this.#judge(this.experiment.expectations, evidence, signal);
    return { verdict: judgements.every(({ held }) => held) ? 'held' : 'refuted', judgements, evidence };
  }

  async aborted(reason: string, judgements: readonly JudgedExpectation[] = []): Promise<RunResult> {
    return { verdict: 'aborted', reason, judgements, evidence: await this.#observation.end(this.#times()) };
  }

  /** Sends no more; may be called again. */
  async end(): Promise<void> {
    await this.#observation.end(this.#times());
  }

  #times() {
    const endedAtMs = this.#observation.atMs();
    const rolledBackAtMs = Math.min(this.#rolledBackAtMs, endedAtMs);
    return { faultAtMs: Math.min(this.#faultAtMs, endedAtMs), rolledBackAtMs, endedAtMs };
  }

  async #judge(
    expectations: readonly Expectation<World>[],
    evidence: Evidence,
    signal: AbortSignal,
  ): Promise<JudgedExpectation[]> {
    const judgements: JudgedExpectation[] = [];
    for (const each of expectations)
      judgements.push({
        statement: each.statement,
        ...(await each.judge(evidence, this.world, signal)),
      });
    return judgements;
  }
}
