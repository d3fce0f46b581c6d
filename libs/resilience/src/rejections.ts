import type { Executed } from '@baluarte/errors';
import type { RejectedBy } from './events.js';

export interface RejectionFacts {
  readonly dependency: string;
  /** After how long it is worth trying again. */
  readonly retryAfterMs?: number;
  /** `unknown` when an earlier attempt of the same call may have been acted on. Default `no`. */
  readonly executed?: Executed;
  /** How the last attempt failed, when there was one. */
  readonly cause?: unknown;
}

/** Something was not sent because of a policy of ours. It is neither a failure of the dependency nor worth a retry. */
export abstract class CallRejectedError extends Error {
  abstract readonly by: RejectedBy;
  readonly isRejection = true;
  readonly dependency: string;
  readonly retryAfterMs: number | undefined;
  readonly executed: Executed;

  constructor(message: string, { dependency, retryAfterMs, executed = 'no', cause }: RejectionFacts) {
    super(message, cause === undefined ? undefined : { cause });
    this.dependency = dependency;
    this.retryAfterMs = retryAfterMs;
    this.executed = executed;
  }
}

/** The circuit breaker of the dependency is open. */
export class CircuitOpenError extends CallRejectedError {
  override readonly name = 'CircuitOpenError';
  readonly by = 'circuit';

  constructor(facts: RejectionFacts) {
    super(`${facts.dependency} is not called: its circuit is open.`, facts);
  }
}

/** All slots for the dependency are taken, and so is every place in the queue. */
export class BulkheadFullError extends CallRejectedError {
  override readonly name = 'BulkheadFullError';
  readonly by = 'bulkhead';

  constructor(facts: RejectionFacts) {
    super(`${facts.dependency} is not called: all slots and places in the queue are taken.`, facts);
  }
}

/** Too many calls of the dependency are repetitions already; the cause is why this one failed. */
export class RetryBudgetSpentError extends CallRejectedError {
  override readonly name = 'RetryBudgetSpentError';
  readonly by = 'budget';

  constructor(facts: RejectionFacts) {
    super(`${facts.dependency} is not asked again: its retry budget is spent.`, facts);
  }
}

/** There is no time left: whoever waits for the answer has given up, or will before it can come. */
export class DeadlinePassedError extends CallRejectedError {
  override readonly name = 'DeadlinePassedError';
  readonly by = 'deadline';

  constructor(facts: RejectionFacts) {
    super(`${facts.dependency} is not called: the time for the call is over.`, facts);
  }
}

/** Makes an error without its stack, which would cost more than everything else about a rejection. */
export function withoutStack<Rejection extends Error>(make: () => Rejection): Rejection {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return make();
  } finally {
    Error.stackTraceLimit = limit;
  }
}
