/** Whether calls to a dependency go through: all of them, a few to try it out, or none. */
export type CircuitState = 'closed' | 'half_open' | 'open';

/** What kept a call, or its repetition, from being sent. */
export type RejectedBy = 'circuit' | 'bulkhead' | 'budget' | 'deadline';

/** What an attempt says about the health of the dependency. */
export type AttemptOutcome = 'success' | 'failure' | 'neutral';

/** How a whole call ended. */
export type CallResult = 'ok_first' | 'ok_retried' | 'failed_first' | 'failed_retried' | 'rejected';

/** One attempt has ended. */
export interface AttemptEvent {
  readonly type: 'attempt';
  /** 1 for the first. */
  readonly attempt: number;
  readonly outcome: AttemptOutcome;
  readonly durationMs: number;
  /** What the classifier called it: `status_503`, `timeout`, `refused`; `ok` for a success. */
  readonly reason: string;
  readonly circuit: CircuitState;
}

/** An attempt failed, and another one will follow. */
export interface RetryEvent {
  readonly type: 'retry';
  /** The attempt that failed, 1 for the first. */
  readonly attempt: number;
  readonly delayMs: number;
  readonly reason: string;
}

/** Something was not sent. */
export interface RejectionEvent {
  readonly type: 'rejection';
  readonly by: RejectedBy;
  readonly retryAfterMs?: number;
}

/** The circuit of a dependency changed its state; `operation` is empty. */
export interface TransitionEvent {
  readonly type: 'transition';
  readonly from: CircuitState;
  readonly to: CircuitState;
  readonly reason: string;
  /** True when the circuit only says what it would do. */
  readonly dryRun: boolean;
}

/** A use case did without the dependency. */
export interface FallbackEvent {
  readonly type: 'fallback';
  readonly reason: string;
}

/** A whole call has ended. */
export interface CallEvent {
  readonly type: 'call';
  readonly result: CallResult;
  /** How many were sent. */
  readonly attempts: number;
  readonly durationMs: number;
}

/** Something that happened to the calls of one dependency. */
export type ResilienceEvent = {
  readonly dependency: string;
  /** A bounded name of what was asked: `charge`, never a path with ids. */
  readonly operation: string;
  /** When, in milliseconds of the library's clock. */
  readonly at: number;
} & (AttemptEvent | RetryEvent | RejectionEvent | TransitionEvent | FallbackEvent | CallEvent);

/** Everything that happens, in one stream. */
export interface ResilienceEvents {
  /** @returns ends the subscription */
  subscribe(listener: (event: ResilienceEvent) => void): () => void;
}
