import type { CallFailure, Executed } from '@baluarte/errors';
import { AttemptTimeoutError, executedOf } from './call-errors.js';
import { CallRejectedError } from './rejections.js';
import { retryAfterMs } from './retry/retry-after.js';
import { systemClock } from './system-clock.js';

interface AxiosLike {
  readonly code?: string;
  readonly message: string;
  readonly cause?: unknown;
  readonly response?: {
    readonly status: number;
    readonly data: unknown;
    readonly headers?: Record<string, unknown>;
  };
}

const BEFORE_SENDING: Readonly<Record<string, 'refused' | 'unreachable'>> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  UND_ERR_CONNECT_TIMEOUT: 'unreachable',
};
const SENDING = new Set<string | undefined>(['read', 'write', 'writev']);
const RESET = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);
const TIMEOUT = new Set(['ECONNABORTED', 'ETIMEDOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/**
 * Tells how a call failed, and whether the dependency may have acted on it, all attempts of it considered.
 * It understands what a resilient client, a pipeline and axios throw.
 */
export function describeCallFailure(error: unknown): CallFailure {
  if (error instanceof CallRejectedError) return rejection(error);
  const failure = lastAttempt(error);
  return executedOf(error) === 'unknown' ? { ...failure, executed: 'unknown' } : failure;
}

function rejection({ by, executed, retryAfterMs: waitMs }: CallRejectedError): CallFailure {
  return {
    type: 'rejected',
    by,
    executed,
    ...(waitMs !== undefined && { retryAfterSeconds: Math.ceil(waitMs / 1_000) }),
  };
}

function lastAttempt(error: unknown): CallFailure {
  if (!isAxiosLike(error)) return { type: 'invalid_answer', detail: 'something that could not be read' };
  const { response, code = '' } = error;
  if (response !== undefined) return answer(response);
  const before = BEFORE_SENDING[code] ?? BEFORE_SENDING[codeOf(error.cause)];
  if (before !== undefined && isOfLiveConnection(error))
    return { type: 'no_answer', reason: 'reset', executed: 'unknown' };
  if (before !== undefined) return { type: 'no_answer', reason: before, executed: 'no' };
  const executed: Executed = 'unknown';
  if (code === 'ERR_CANCELED') return { type: 'no_answer', reason: 'aborted', executed };
  if (TIMEOUT.has(code) || error instanceof AttemptTimeoutError)
    return { type: 'no_answer', reason: 'timeout', executed };
  if (RESET.has(code)) return { type: 'no_answer', reason: 'reset', executed };
  const detail = `in a way that could not be read (${code || 'no code'})`;
  return { type: 'invalid_answer', detail, executed };
}

function answer({ status, data, headers }: NonNullable<AxiosLike['response']>): CallFailure {
  if (status >= 200 && status < 400)
    return { type: 'invalid_answer', detail: `${status} with a body that could not be read` };
  const waitMs = retryAfterMs(headers?.['retry-after'], systemClock.wallTime?.());
  return {
    type: 'answer',
    status,
    body: data,
    ...(waitMs !== undefined && { retryAfterSeconds: Math.ceil(waitMs / 1_000) }),
  };
}

/** A network can become unreachable for a connection that was there, after a request was sent over it. */
function isOfLiveConnection(error: AxiosLike): boolean {
  return [error, error.cause].some((each) =>
    SENDING.has((each as { syscall?: string } | undefined)?.syscall),
  );
}

function isAxiosLike(error: unknown): error is AxiosLike {
  return typeof error === 'object' && error !== null && 'message' in error;
}

function codeOf(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
}
