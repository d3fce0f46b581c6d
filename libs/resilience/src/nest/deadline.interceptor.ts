import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { DeadlineExceededError } from '@baluarte/errors';
import { Observable } from 'rxjs';
import { runInScope, type CallScope } from '../deadline/call-scope.js';
import { readTimeoutHeader, TIMEOUT_HEADER } from '../deadline/timeout-header.js';
import { systemClock } from '../system-clock.js';

/** Express gives what Node made; Fastify keeps it under `raw`. */
type Framework<Raw> = Raw & { readonly raw?: Raw };

/**
 * Runs each request in the scope of whoever sent it: the calls made for it get no more time than
 * `X-Request-Timeout-Ms` says, and end when the connection is closed before the answer. A request whose
 * sender has no time left is answered with 504 and not begun.
 */
@Injectable()
export class DeadlineInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const http = context.switchToHttp();
    const scope = scopeOf(
      http.getRequest<Framework<IncomingMessage>>(),
      http.getResponse<Framework<ServerResponse>>(),
    );
    return new Observable((subscriber) => runInScope(scope, () => next.handle().subscribe(subscriber)));
  }
}

function scopeOf(request: Framework<IncomingMessage>, response: Framework<ServerResponse>): CallScope {
  const { headers } = request.raw ?? request;
  const timeoutMs = readTimeoutHeader(headers[TIMEOUT_HEADER.toLowerCase()]);
  if (timeoutMs === 0)
    throw new DeadlineExceededError(`${TIMEOUT_HEADER} was 0: the sender has no time left.`);
  const signal = goneSignal(response.raw ?? response);
  return timeoutMs === undefined ? { signal } : { signal, endsAt: systemClock.now() + timeoutMs };
}

/** Aborts when the connection is closed before the whole answer was sent. */
function goneSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort(new Error('The client closed the connection.'));
  });
  return gone.signal;
}
