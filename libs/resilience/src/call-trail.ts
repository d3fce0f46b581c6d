import type { Executed } from '@baluarte/errors';
import { CallAbortedError } from './call-errors.js';
import type { AttemptEvent, CallEvent, CircuitState, RejectionEvent, RetryEvent } from './events.js';
import type { PipelineParts } from './pipeline-parts.js';
import { CallRejectedError, type RejectionFacts } from './rejections.js';
import type { Verdict } from './verdict.js';

type CallStep = AttemptEvent | RetryEvent | RejectionEvent | CallEvent;

/** What happened to one call so far, and who is told. */
export class CallTrail {
  #sent = 0;
  #last: Verdict | undefined;
  #executed: Executed = 'no';
  #earlier: Executed = 'no';
  #lastError: unknown;

  constructor(
    private readonly parts: PipelineParts,
    private readonly operation: string,
    private readonly startedAt: number,
  ) {}

  /** Whether any attempt before the last one may have been acted on. */
  get earlierExecuted(): Executed {
    return this.#earlier;
  }

  /** Another attempt is sent. @returns its number, 1 for the first */
  begin(): number {
    this.#earlier = this.#executed;
    this.#sent += 1;
    return this.#sent;
  }

  attemptEnded(verdict: Verdict, durationMs: number, circuit: CircuitState, error?: unknown): void {
    this.#last = verdict;
    this.#lastError = error;
    if (verdict.executed === 'unknown') this.#executed = 'unknown';
    const { outcome, reason } = verdict;
    this.#tell({ type: 'attempt', attempt: this.#sent, outcome, durationMs, reason, circuit });
  }

  retrying(delayMs: number, { reason }: Verdict): void {
    this.#tell({ type: 'retry', attempt: this.#sent, delayMs, reason });
  }

  /** What a rejection must say of the attempts that were sent before it. */
  rejectionFacts(): Pick<RejectionFacts, 'executed' | 'cause'> {
    return { executed: this.#executed, cause: this.#lastError };
  }

  /** Something was not sent: the call itself, or its repetition. */
  rejected(by: RejectionEvent['by'], retryAfterMs?: number): void {
    this.#tell({ type: 'rejection', by, ...(retryAfterMs !== undefined && { retryAfterMs }) });
  }

  /** The call gave a value, good or bad. */
  ended(): void {
    const isGood = this.#last?.outcome === 'success' && this.#last.retry === 'never';
    if (this.#sent > 1) this.#finish(isGood ? 'ok_retried' : 'failed_retried');
    else this.#finish(isGood ? 'ok_first' : 'failed_first');
  }

  /** The call failed. An abort is nobody's failure, so it is not told. */
  failed(error: unknown): void {
    if (error instanceof CallAbortedError) return;
    if (error instanceof CallRejectedError && this.#sent === 0) this.#finish('rejected');
    else if (this.#last?.reason !== 'aborted') this.ended();
  }

  #finish(result: CallEvent['result']): void {
    const durationMs = this.parts.clock.now() - this.startedAt;
    this.#tell({ type: 'call', result, attempts: this.#sent, durationMs });
  }

  #tell(step: CallStep): void {
    const { events, clock, name } = this.parts;
    if (!events.isObserved) return;
    events.emit({ dependency: name, operation: this.operation, at: clock.now(), ...step });
  }
}
