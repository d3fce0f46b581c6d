import type { Attempt } from './attempt.js';
import { Bulkhead } from './bulkhead/bulkhead.js';
import { Call, type CallOptions } from './call.js';
import { Circuit } from './circuit/circuit.js';
import type { Isolation } from './circuit/isolations.js';
import type { Clock, Random } from './clock.js';
import { describePolicies } from './describe-policies.js';
import { EventStream } from './event-stream.js';
import type { CircuitState } from './events.js';
import { patchOptions } from './options/resolve-options.js';
import type { PipelineOptions, PipelineOptionsPatch } from './pipeline-options.js';
import type { PipelineParts } from './pipeline-parts.js';
import { rejectAtOnce } from './reject-at-once.js';
import { RetryBudget } from './retry/retry-budget.js';
import { systemClock, systemRandom } from './system-clock.js';

/** What a pipeline gets from outside; all of it has a default. */
export interface PipelineSurroundings {
  readonly clock?: Clock;
  readonly random?: Random;
  /** Where it tells what happens. */
  readonly events?: EventStream;
}

/** What can be seen of a pipeline at one moment. */
export interface PipelineSnapshot {
  readonly name: string;
  readonly circuit: { readonly state: CircuitState; readonly calls: number; readonly failures: number };
  readonly bulkhead: { readonly inUse: number; readonly queued: number };
}

const NO_OPTIONS = {};

/**
 * The policies around every call of one dependency, outer to inner: deadline, total timeout, bulkhead,
 * retry with its budget, circuit breaker, attempt timeout. One for each dependency and process: it holds
 * what its calls share.
 */
export class Pipeline {
  readonly #parts: PipelineParts;

  /** @param options from `resolveOptions` */
  constructor(
    readonly name: string,
    options: PipelineOptions,
    surroundings: PipelineSurroundings = {},
  ) {
    const { clock = systemClock, random = systemRandom, events = new EventStream() } = surroundings;
    const circuit = new Circuit(options.circuit, {
      clock,
      random,
      onTransition: (from, to, reason) => {
        const dryRun = this.#parts.options.circuit.mode === 'dry_run';
        events.emit({
          type: 'transition',
          dependency: name,
          operation: '',
          at: clock.now(),
          from,
          to,
          reason,
          dryRun,
        });
      },
    });
    const bulkhead = new Bulkhead(options.bulkhead);
    this.#parts = {
      name,
      clock,
      random,
      events,
      circuit,
      bulkhead,
      budget: new RetryBudget(options.budget),
      options,
    };
  }

  get options(): PipelineOptions {
    return this.#parts.options;
  }

  /**
   * Runs work under all policies.
   *
   * @param run does the work once; it gets a signal that aborts when its time is up
   * @throws CallRejectedError when a policy kept it from being sent, AttemptTimeoutError, CallAbortedError,
   *   or what the work threw the last time
   */
  execute<T>(run: (attempt: Attempt) => Promise<T>, options: CallOptions<T> = NO_OPTIONS): Promise<T> {
    const { shutForMs } = this.#parts.circuit;
    return shutForMs > 0
      ? rejectAtOnce(this.#parts, shutForMs, options.operation)
      : new Call(this.#parts, run, options).execute();
  }

  /** The policies in their order, outer to inner, with their numbers. */
  describe(): readonly string[] {
    return describePolicies(this.#parts.options);
  }

  /** Lets nothing through until it is released; afterwards the dependency is tried out with probes. */
  isolate(reason: string): Isolation {
    return this.#parts.circuit.isolate(reason);
  }

  /**
   * Other options from now on, for calls that begin from now on. The state of the circuit stays.
   *
   * @throws ResilienceOptionsError, and nothing has changed
   */
  patch(patch: PipelineOptionsPatch): void {
    const options = patchOptions(this.name, this.#parts.options, patch);
    this.#parts.options = options;
    this.#parts.circuit.change(options.circuit);
    this.#parts.bulkhead.resize(options.bulkhead);
    this.#parts.budget.change(options.budget);
  }

  snapshot(): PipelineSnapshot {
    const { circuit, bulkhead } = this.#parts;
    const { calls, failures } = circuit.counts;
    return {
      name: this.name,
      circuit: { state: circuit.state, calls, failures },
      bulkhead: { inUse: bulkhead.inUse, queued: bulkhead.queued },
    };
  }
}
