import type { Executed } from '@baluarte/errors';

/** An attempt took too long and was ended. The dependency may have acted on it. */
export class AttemptTimeoutError extends Error {
  override readonly name = 'AttemptTimeoutError';
  readonly code = 'ETIMEDOUT';

  constructor(
    readonly dependency: string,
    readonly timeoutMs: number,
  ) {
    super(`${dependency} did not answer within ${Math.round(timeoutMs)} ms.`);
  }
}

/** Whoever wanted the answer does not want it any more. */
export class CallAbortedError extends Error {
  override readonly name = 'CallAbortedError';
  readonly code = 'ERR_CANCELED';

  constructor(
    readonly dependency: string,
    reason?: unknown,
  ) {
    super(`The call of ${dependency} was aborted by its caller.`, { cause: reason });
  }
}

const executions = new WeakMap<object, Executed>();

/** Remembers with an error what is known of all attempts of its call, not only of the last one. */
export function rememberExecuted(error: unknown, executed: Executed): void {
  if (typeof error === 'object' && error !== null) executions.set(error, executed);
}

/** Whether any attempt of the call that failed with this error may have been acted on, where that is known. */
export function executedOf(error: unknown): Executed | undefined {
  return executions.get(error as object);
}
