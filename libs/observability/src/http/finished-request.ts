import type { IncomingMessage, ServerResponse } from 'node:http';
import { KINDS } from '@baluarte/errors';
import type { ObservedContext } from '../context/observed-context.js';
import { routeOf } from './route-of.js';

/** The status under which requests are counted that the client gave up on. */
export const CLIENT_GONE = 499;

/** Answers that a machine asks for every few seconds: one line each, but below `info` while all is well. */
const PROBES = /^\/(health(\/live|\/ready)?|metrics)$/;

/** What is known of a request once it is over. */
export interface FinishedRequest {
  readonly method: string;
  readonly route: string;
  readonly path: string;
  readonly status: number;
  readonly durationMs: number;
}

/** What is to be told of a request that ended `durationMs` after it began. */
export function describeFinished(
  request: IncomingMessage,
  response: ServerResponse,
  durationMs: number,
): FinishedRequest {
  return {
    method: request.method ?? 'UNKNOWN',
    route: routeOf(request),
    path: pathOf(request.url),
    status: response.writableFinished ? response.statusCode : CLIENT_GONE,
    durationMs,
  };
}

/** The level of the line about a request: what its failure's kind says, else what its status says. */
export function levelOf(
  finished: FinishedRequest,
  context: ObservedContext,
): 'debug' | 'info' | 'warn' | 'error' {
  if (context.failure) return KINDS[context.failure.kind].logLevel;
  if (finished.status >= 500) return 'error';
  if (finished.status >= 400) return 'warn';
  return PROBES.test(finished.route) ? 'debug' : 'info';
}

function pathOf(url = ''): string {
  const query = url.indexOf('?');
  return (query === -1 ? url : url.slice(0, query)).slice(0, 200);
}
