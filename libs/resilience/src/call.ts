import { Attempt, runAttempt } from './attempt.js';
import { AttemptFailure } from './attempt-failure.js';
import { AttemptTimeoutError, CallAbortedError, rememberExecuted } from './call-errors.js';
import { CallTrail } from './call-trail.js';
import { Caller } from './caller.js';
import { CLOSED_TO_CALLS } from './circuit/circuit.js';
import { currentScope } from './deadline/call-scope.js';
import type { PipelineParts } from './pipeline-parts.js';
import { enterBulkhead } from './bulkhead/enter-bulkhead.js';
import { CallRejectedError, CircuitOpenError, DeadlinePassedError, withoutStack } from './rejections.js';
import { repeat, type Repeatable } from './retry/axios-retry-engine.js';
import { Retries } from './retry/retries.js';
import { ABORTED, plainClassifier, TIMEOUT, type Classifier, type Verdict } from './verdict.js';

/** How one call differs from others of the same dependency. */
export interface CallOptions<T> {
  /** A bounded name of what is asked, for metrics and logs: `charge`, never a path with ids. Default empty. */
  readonly operation?: string;
  /** Ends the call wherever it is. */
  readonly signal?: AbortSignal | undefined;
  /** A shorter total timeout for this call, ms. */
  readonly timeoutMs?: number | undefined;
  /** Whether doing it twice is the same as doing it once. Default false: only what was never sent is repeated. */
  readonly repeatable?: boolean;
  /** Judges the endings of this call. Default: every error is a failure. */
  readonly classifier?: Classifier<T>;
}

/** A timed-out attempt is evidence against the dependency only if it had at least this share of its time. */
const FAIR_SHARE = 0.5;

/** One call on its way through the policies. */
export class Call<T> {
  readonly startedAt: number;
  /** When there is no time left for it. */
  readonly endsAt: number;
  readonly caller: Caller;
  readonly trail: CallTrail;
  readonly #classifier: Classifier<T>;
  #retries: Retries<T> | undefined;

  constructor(
    readonly parts: PipelineParts,
    private readonly run: (attempt: Attempt) => Promise<T>,
    readonly options: CallOptions<T>,
  ) {
    const scope = currentScope();
    const { totalTimeoutMs } = parts.options;
    this.startedAt = parts.clock.now();
    this.endsAt = Math.min(
      this.startedAt + Math.min(totalTimeoutMs, options.timeoutMs ?? totalTimeoutMs),
      scope?.endsAt ?? Infinity,
    );
    this.caller = new Caller(options.signal, scope?.signal);
    this.trail = new CallTrail(parts, options.operation ?? '', this.startedAt);
    this.#classifier = options.classifier ?? plainClassifier;
  }

  /** @throws CallRejectedError, AttemptTimeoutError, CallAbortedError, or what the work throws */
  async execute(): Promise<T> {
    const { bulkhead, budget } = this.parts;
    try {
      this.#refuseWhatIsOver();
      if (!bulkhead.tryEnter()) await enterBulkhead(this);
    } catch (error) {
      if (error instanceof CallRejectedError) this.trail.rejected(error.by);
      this.trail.failed(error);
      throw error;
    }
    budget.callBegins();
    try {
      return await this.#attempts();
    } finally {
      budget.callEnds();
      bulkhead.leave();
    }
  }

  async #attempts(): Promise<T> {
    try {
      return this.#ended(await this.#attempt());
    } catch (failure) {
      if (!(failure instanceof AttemptFailure)) return this.#end(failure);
      return repeat(failure as AttemptFailure<T>).then(
        (value) => this.#ended(value),
        (last: unknown) => this.#end(last),
      );
    }
  }

  #ended(value: T): T {
    this.trail.ended();
    return value;
  }

  #refuseWhatIsOver(): void {
    const { name: dependency, clock } = this.parts;
    if (this.caller.hasGivenUp) throw new CallAbortedError(dependency, this.caller.reason);
    if (this.endsAt > clock.now()) return;
    throw withoutStack(() => new DeadlinePassedError({ dependency, ...this.trail.rejectionFacts() }));
  }

  /**
   * Asks whether an attempt may begin. Since the call got its slot, or since the wait between attempts was
   * over, the caller may have given up or the time may have run out.
   *
   * @returns what the circuit is told with how it ended
   */
  #enter(): number {
    try {
      this.#refuseWhatIsOver();
      const epoch = this.parts.circuit.enter();
      if (epoch === CLOSED_TO_CALLS) throw this.#circuitOpen();
      return epoch;
    } catch (error) {
      this.#retries?.repetitionEnded();
      if (error instanceof CallRejectedError) this.trail.rejected(error.by, error.retryAfterMs);
      throw error;
    }
  }

  async #attempt(): Promise<T> {
    const { circuit, clock, name: dependency, options } = this.parts;
    const epoch = this.#enter();
    const startedAt = clock.now();
    const timeoutMs = Math.min(options.attemptTimeoutMs, this.endsAt - startedAt);
    const attempt = new Attempt(this.trail.begin(), timeoutMs);
    let ending: AttemptFailure<T>['ending'];
    try {
      ending = { value: await runAttempt(this.run, attempt, { dependency, clock, caller: this.caller }) };
    } catch (error) {
      ending = { error };
    }
    this.#retries?.repetitionEnded();
    const verdict = this.#verdict(ending, attempt, epoch);
    const durationMs = clock.now() - startedAt;
    const state = circuit.state;
    circuit.ended(epoch, verdict.outcome, durationMs);
    this.trail.attemptEnded(verdict, durationMs, state, 'error' in ending ? ending.error : undefined);
    if ('value' in ending && verdict.retry === 'never') return ending.value;
    throw new AttemptFailure(this.#work(), verdict, ending);
  }

  /** A classifier that throws has told nothing about the dependency, and must not keep a probe. */
  #verdict(ending: AttemptFailure<T>['ending'], attempt: Attempt, epoch: number): Verdict {
    try {
      return 'value' in ending ? this.#classifier.value(ending.value) : this.#judge(ending.error, attempt);
    } catch (bug) {
      this.parts.circuit.ended(epoch, 'neutral', 0);
      throw bug;
    }
  }

  #judge(error: unknown, attempt: Attempt): Verdict {
    if (error instanceof CallAbortedError) return ABORTED;
    if (error instanceof CallRejectedError)
      return { ...ABORTED, reason: 'rejected', executed: error.executed };
    if (!(error instanceof AttemptTimeoutError)) return this.#classifier.error(error);
    const isFair = attempt.timeoutMs >= this.parts.options.attemptTimeoutMs * FAIR_SHARE;
    return isFair ? TIMEOUT : { ...TIMEOUT, outcome: 'neutral', reason: 'deadline' };
  }

  #circuitOpen(): CallRejectedError {
    const { circuit, name: dependency } = this.parts;
    const retryAfterMs = circuit.shutForMs;
    return withoutStack(
      () =>
        new CircuitOpenError({
          dependency,
          ...(retryAfterMs > 0 && retryAfterMs < Infinity && { retryAfterMs }),
          ...this.trail.rejectionFacts(),
        }),
    );
  }

  #work(): Repeatable<T> {
    this.#retries ??= new Retries<T>(this, () => this.#attempt());
    return this.#retries.work;
  }

  /** The call has failed for good, or ended with a value that is a failure. */
  #end(failure: unknown): T {
    if (!(failure instanceof AttemptFailure)) {
      this.trail.failed(failure);
      throw failure;
    }
    const { rejection, ending } = failure as AttemptFailure<T>;
    const last = rejection ?? ('value' in ending ? ending.value : ending.error);
    if (this.trail.earlierExecuted === 'unknown') rememberExecuted(last, 'unknown');
    this.trail.failed(last);
    if (rejection === undefined && 'value' in ending) return ending.value;
    throw last;
  }
}
