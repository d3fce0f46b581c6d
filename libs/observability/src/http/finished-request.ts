import { KINDS } from '@baluarte/errors';
import type { ObservedRequest } from './observed-request.js';
import { isProbe } from './probe.js';
import { routeOf } from './route-of.js';

/** The status under which requests are counted that the client gave up on. */
const CLIENT_GONE = 499;

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']);

/** What is known of a request once it is over. */
export interface FinishedRequest {
  readonly method: string;
  readonly route: string;
  readonly path: string;
  readonly status: number;
  readonly durationMs: number;
  /** False when the client left before the answer was complete. */
  readonly isAnswered: boolean;
}

/** What is to be told of a request that is over. */
export function finishedRequest({ request, response, startedAt }: ObservedRequest): FinishedRequest {
  const isAnswered = response.writableFinished;
  return {
    method: METHODS.has(request.method ?? '') ? (request.method as string) : '_OTHER',
    route: routeOf(request),
    path: pathOf(request.url),
    status: isAnswered ? response.statusCode : CLIENT_GONE,
    durationMs: performance.now() - startedAt,
    isAnswered,
  };
}

/** The level of the line about a request: what its failure's kind says, else what its status says. */
export function levelOf(
  { status, route }: FinishedRequest,
  { context }: ObservedRequest,
): 'debug' | 'info' | 'warn' | 'error' {
  if (context.failure) return KINDS[context.failure.kind].logLevel;
  if (status >= 500) return 'error';
  if (status >= 400) return 'warn';
  return isProbe(route) ? 'debug' : 'info';
}

function pathOf(url = ''): string {
  const query = url.indexOf('?');
  return (query === -1 ? url : url.slice(0, query)).slice(0, 200);
}
