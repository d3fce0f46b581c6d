import type { CallFailure, Executed } from '@baluarte/errors';

interface AxiosLike {
  readonly isAxiosError?: boolean;
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
const RESET = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'ECONNABORTED_BY_PEER']);
const TIMEOUT = new Set(['ECONNABORTED', 'ETIMEDOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/** Tells how a call over axios failed, and whether the peer may have acted on it. */
export function describeAxiosFailure(error: unknown): CallFailure {
  if (!isAxiosLike(error)) return { type: 'invalid_answer', detail: 'something that could not be read' };
  const { response, code = '' } = error;
  if (response !== undefined) return answer(response);
  const before = BEFORE_SENDING[code] ?? BEFORE_SENDING[codeOf(error.cause)];
  if (before !== undefined) return { type: 'no_answer', reason: before, executed: 'no' };
  const executed: Executed = 'unknown';
  if (code === 'ERR_CANCELED') return { type: 'no_answer', reason: 'aborted', executed };
  if (TIMEOUT.has(code)) return { type: 'no_answer', reason: 'timeout', executed };
  if (RESET.has(code)) return { type: 'no_answer', reason: 'reset', executed };
  return {
    type: 'invalid_answer',
    detail: `in a way that could not be read (${code || 'no code'})`,
    executed,
  };
}

function answer({ status, data, headers }: NonNullable<AxiosLike['response']>): CallFailure {
  const seconds = Number(headers?.['retry-after']);
  return status >= 200 && status < 400
    ? { type: 'invalid_answer', detail: `${status} with a body that could not be read` }
    : {
        type: 'answer',
        status,
        body: data,
        ...(Number.isInteger(seconds) && seconds >= 0 && { retryAfterSeconds: seconds }),
      };
}

function isAxiosLike(error: unknown): error is AxiosLike {
  return typeof error === 'object' && error !== null && 'message' in error;
}

function codeOf(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
}
