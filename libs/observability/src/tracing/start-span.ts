import {
  createTraceState,
  isSpanContextValid,
  ROOT_CONTEXT,
  trace,
  type Context,
  type Span,
  type SpanOptions,
} from '@opentelemetry/api';
import type { TracePosition } from '../trace-context/traceparent.js';
import { withTraceId } from './requested-trace-id.js';

/** Does nothing until a tracing SDK is started, also by others than `startTelemetry`. */
const tracer = trace.getTracer('@baluarte/observability');

/** Where a span begins: below the span of a caller in another process, or a trace of its own. */
export interface SpanOrigin {
  readonly parent?: TracePosition | undefined;
  readonly traceState?: string | undefined;
  /** The trace id if there is no parent. */
  readonly traceId: string;
}

/** A span that another process knows as the first of this one. Undefined without a tracing SDK. */
export function startEntrySpan(name: string, options: SpanOptions, origin: SpanOrigin): Span | undefined {
  const span = withTraceId(origin.traceId, () => tracer.startSpan(name, options, contextOf(origin)));
  const { spanId } = span.spanContext();
  return isSpanContextValid(span.spanContext()) && spanId !== origin.parent?.spanId ? span : undefined;
}

/** A span below the active one, or a root if there is none. Undefined without a tracing SDK. */
export function startInnerSpan(name: string, options: SpanOptions): Span | undefined {
  const active = trace.getActiveSpan();
  const span = tracer.startSpan(name, options);
  const { spanId } = span.spanContext();
  return isSpanContextValid(span.spanContext()) && spanId !== active?.spanContext().spanId ? span : undefined;
}

function contextOf({ parent, traceState }: SpanOrigin): Context {
  if (parent === undefined) return ROOT_CONTEXT;
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId: parent.traceId,
    spanId: parent.spanId,
    traceFlags: parent.traceFlags,
    isRemote: true,
    ...(traceState !== undefined && { traceState: createTraceState(traceState) }),
  });
}
