import type { IncomingMessage, ServerResponse } from 'node:http';
import { context as spanContexts, ROOT_CONTEXT, SpanKind, trace, type Span } from '@opentelemetry/api';
import { activeSpanContext } from '../context/active-span.js';
import { observedContexts, type ObservedContext } from '../context/observed-context.js';
import { readCorrelation } from '../context/read-correlation.js';
import { randomSpanId } from '../trace-context/random-ids.js';
import { startEntrySpan } from '../tracing/start-span.js';

/** A request that was seen to begin. */
export interface ObservedRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly context: ObservedContext;
  readonly startedAt: number;
  /** The span of this request, unless another instrumentation has one already or there is no tracing. */
  readonly span: Span | undefined;
}

/** Finds out where a request belongs and tells the caller, in the headers of the answer to come. */
export function beginRequest(request: IncomingMessage, response: ServerResponse): ObservedRequest {
  const startedAt = performance.now();
  const correlation = readCorrelation(request.headers);
  const foreign = activeSpanContext();
  const span = foreign
    ? undefined
    : startEntrySpan(request.method ?? 'HTTP', { kind: SpanKind.SERVER }, correlation);
  const position = foreign ?? span?.spanContext();
  const traceId = position?.traceId ?? correlation.traceId;
  const isOwnName = correlation.correlationId === correlation.traceId;
  const context: ObservedContext = {
    traceId,
    spanId: position?.spanId ?? randomSpanId(),
    traceFlags: position?.traceFlags ?? correlation.parent?.traceFlags ?? 0,
    traceState: correlation.traceState,
    correlationId: isOwnName ? traceId : correlation.correlationId,
  };
  response.setHeader('X-Correlation-ID', context.correlationId);
  response.setHeader('X-Trace-ID', traceId);
  return { request, response, context, startedAt, span };
}

/** Runs what answers a request in the request's context. */
export function runInRequest(observed: ObservedRequest, answer: () => void): void {
  if (observed.span === undefined) observedContexts.run(observed.context, answer);
  else runDetached(observed, answer);
}

/** Runs what is left to do for a request in its context, whatever context the event that calls for it came in. */
export function runDetached({ context, span }: ObservedRequest, work: () => void): void {
  const spanContext = span === undefined ? ROOT_CONTEXT : trace.setSpan(ROOT_CONTEXT, span);
  spanContexts.with(spanContext, () => observedContexts.run(context, work));
}
