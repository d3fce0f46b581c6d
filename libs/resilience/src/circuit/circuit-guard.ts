import { circuitLine } from '../describe-policies.js';
import type { AttemptOutcome } from '../events.js';
import type { PipelineOptionsPatch } from '../pipeline-options.js';
import { resolveOptions } from '../options/resolve-options.js';
import { EventStream } from '../event-stream.js';
import type { PipelineSnapshot, PipelineSurroundings } from '../pipeline.js';
import { CircuitOpenError, withoutStack } from '../rejections.js';
import { systemClock, systemRandom } from '../system-clock.js';
import { CLOSED_TO_CALLS, Circuit } from './circuit.js';
import type { CircuitOptions } from './circuit-options.js';
import type { Isolation } from './isolations.js';

export type CircuitGuardOptions = NonNullable<PipelineOptionsPatch['circuit']>;

/** Says what a failure means for the circuit. */
export type JudgeOutcome = (error: unknown) => AttemptOutcome;

/**
 * A circuit breaker alone, for a dependency whose client has timeouts and a bounded pool of its own, as
 * that of a database.
 */
export class CircuitGuard {
  readonly #circuit: Circuit;
  readonly #options: CircuitOptions;
  readonly #surroundings: Required<PipelineSurroundings>;
  #underWay = 0;

  /** @throws ResilienceOptionsError that lists every mistake */
  constructor(
    readonly name: string,
    private readonly judge: JudgeOutcome,
    options: CircuitGuardOptions = {},
    surroundings: PipelineSurroundings = {},
  ) {
    const { clock = systemClock, random = systemRandom, events = new EventStream() } = surroundings;
    this.#surroundings = { clock, random, events };
    this.#options = resolveOptions(name, { circuit: options }).circuit;
    this.#circuit = new Circuit(this.#options, {
      clock,
      random,
      onTransition: (from, to, reason) => {
        const dryRun = this.#options.mode === 'dry_run';
        const at = clock.now();
        events.emit({ type: 'transition', dependency: name, operation: '', at, from, to, reason, dryRun });
      },
    });
  }

  /** @throws CircuitOpenError, or what the work throws */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const epoch = this.#circuit.enter();
    if (epoch === CLOSED_TO_CALLS) throw this.#rejection();
    const { clock } = this.#surroundings;
    const startedAt = clock.now();
    this.#underWay += 1;
    let outcome: AttemptOutcome = 'success';
    try {
      return await work();
    } catch (error) {
      outcome = this.judge(error);
      throw error;
    } finally {
      this.#underWay -= 1;
      this.#circuit.ended(epoch, outcome, clock.now() - startedAt);
    }
  }

  describe(): readonly string[] {
    return [circuitLine(this.#options)];
  }

  isolate(reason: string): Isolation {
    return this.#circuit.isolate(reason);
  }

  snapshot(): PipelineSnapshot {
    const { calls, failures } = this.#circuit.counts;
    return {
      name: this.name,
      circuit: { state: this.#circuit.state, calls, failures },
      bulkhead: { inUse: this.#underWay, queued: 0 },
    };
  }

  #rejection(): CircuitOpenError {
    const { clock, events } = this.#surroundings;
    const { shutForMs } = this.#circuit;
    const facts = {
      dependency: this.name,
      ...(shutForMs > 0 && shutForMs < Infinity && { retryAfterMs: shutForMs }),
    };
    if (events.isObserved)
      events.emit({ type: 'rejection', operation: '', at: clock.now(), by: 'circuit', ...facts });
    return withoutStack(() => new CircuitOpenError(facts));
  }
}
