import { isSpanContextValid, trace, type SpanContext } from '@opentelemetry/api';

/** The position of the span that OpenTelemetry has active, if it is loaded and there is one. */
export function activeSpanContext(): SpanContext | undefined {
  const context = trace.getActiveSpan()?.spanContext();
  return context !== undefined && isSpanContextValid(context) ? context : undefined;
}
