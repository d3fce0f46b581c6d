import { SpanStatusCode, type Span } from '@opentelemetry/api';
import { redactText } from '../redaction/redact-text.js';
import { markFailure } from '../tracing/mark-failure.js';
import type { FinishedRequest } from './finished-request.js';
import type { ObservedRequest } from './observed-request.js';
import { UNMATCHED } from './route-of.js';

/** Ends the span of a request, described by OpenTelemetry's conventions for HTTP servers. */
export function endServerSpan(span: Span, observed: ObservedRequest, finished: FinishedRequest): void {
  if (span.isRecording()) describe(span, observed, finished);
  span.end();
}

function describe(span: Span, { request, context }: ObservedRequest, finished: FinishedRequest): void {
  const { method, route, path, status, isAnswered } = finished;
  const isMatched = route !== UNMATCHED;
  span.updateName(isMatched ? `${method} ${route}` : method);
  span.setAttribute('http.request.method', method);
  if (isMatched) span.setAttribute('http.route', route);
  span.setAttribute('url.path', redactText(path));
  span.setAttribute('url.scheme', 'encrypted' in request.socket ? 'https' : 'http');
  span.setAttribute('network.protocol.version', request.httpVersion);
  const { host = '', 'user-agent': userAgent } = request.headers;
  const [, address, port] = /^(.{1,200}?)(?::(\d{1,5}))?$/.exec(host) ?? [];
  if (address !== undefined) span.setAttribute('server.address', address);
  if (port !== undefined) span.setAttribute('server.port', Number(port));
  if (userAgent !== undefined) span.setAttribute('user_agent.original', userAgent.slice(0, 200));
  if (context.correlationId !== context.traceId)
    span.setAttribute('app.correlation_id', context.correlationId);
  if (isAnswered) span.setAttribute('http.response.status_code', status);
  else span.setAttribute('error.type', 'client_gone');
  if (context.failure) {
    span.setAttribute('app.error_code', context.failure.errorCode);
    if (status >= 500) markFailure(span, context.failure.error);
  }
  if (status >= 500)
    span.setStatus({ code: SpanStatusCode.ERROR, message: context.failure?.errorCode ?? String(status) });
}
