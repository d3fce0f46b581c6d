import type { Executed } from '@baluarte/errors';
import type { AttemptOutcome } from './events.js';

/** What one attempt means, for every policy alike. */
export interface Verdict {
  /** `neutral`: it says nothing about the dependency, as when the caller gave up. */
  readonly outcome: AttemptOutcome;
  /** `any`: nothing was sent, so everything may be repeated; `safe_only`: only what may be done twice. */
  readonly retry: 'never' | 'safe_only' | 'any';
  /** A bounded word for logs and metrics. */
  readonly reason: string;
  /** Whether the dependency may have acted on it. */
  readonly executed: Executed;
  /** How long the dependency asked to wait, ms. */
  readonly retryAfterMs?: number;
}

/** Judges how an attempt ended. It is never asked about timeouts, aborts and rejections of our own. */
export interface Classifier<T> {
  value(value: T): Verdict;
  error(error: unknown): Verdict;
}

export const SUCCESS: Verdict = { outcome: 'success', retry: 'never', reason: 'ok', executed: 'unknown' };
export const TIMEOUT: Verdict = {
  outcome: 'failure',
  retry: 'safe_only',
  reason: 'timeout',
  executed: 'unknown',
};
export const ABORTED: Verdict = {
  outcome: 'neutral',
  retry: 'never',
  reason: 'aborted',
  executed: 'unknown',
};

const FAILURE: Verdict = {
  outcome: 'failure',
  retry: 'safe_only',
  reason: 'error',
  executed: 'unknown',
};

/** Every value is a success, every error a failure that may be repeated if the work may be. */
export const plainClassifier: Classifier<unknown> = { value: () => SUCCESS, error: () => FAILURE };
