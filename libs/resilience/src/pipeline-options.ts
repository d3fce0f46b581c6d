import type { BulkheadOptions } from './bulkhead/bulkhead.js';
import type { CircuitOptions } from './circuit/circuit-options.js';
import type { BackoffOptions } from './retry/backoff.js';
import type { RetryBudgetOptions } from './retry/retry-budget.js';

export interface RetryOptions extends BackoffOptions {
  /** Repetitions at most; 0 for none. */
  readonly maxRetries: number;
  /** A repetition that would have less time than this is not begun, ms. */
  readonly minAttemptMs: number;
}

/** Every policy of the calls of one dependency. `OPTION_ROWS` has units, defaults and bounds. */
export interface PipelineOptions {
  /** A whole call with its waits and repetitions, ms. */
  readonly totalTimeoutMs: number;
  /** One attempt, ms. */
  readonly attemptTimeoutMs: number;
  readonly bulkhead: BulkheadOptions;
  readonly retry: RetryOptions;
  readonly budget: RetryBudgetOptions;
  readonly circuit: CircuitOptions;
}

/** Any part of the options. */
export type PipelineOptionsPatch = {
  readonly [Key in keyof PipelineOptions]?: PipelineOptions[Key] extends object
    ? Partial<PipelineOptions[Key]>
    : PipelineOptions[Key];
};
