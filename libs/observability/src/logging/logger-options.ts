import { pino, type LoggerOptions } from 'pino';
import { activeSpanContext } from '../context/active-span.js';
import { observedContexts } from '../context/observed-context.js';
import { serializeError } from './error-serializer.js';

export interface LoggingOptions {
  readonly serviceName: string;
  readonly logLevel: string;
}

/** How every logger of a service writes: one JSON object a line, with the context it is written in. */
export function loggerOptions({ serviceName, logLevel }: LoggingOptions): LoggerOptions {
  return {
    level: logLevel,
    base: { service: serviceName },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level) => ({ level }) },
    serializers: { err: serializeError },
    mixin: contextFields,
  };
}

/** `trace_id`, `span_id` and the client's own `correlation_id`, when there are any. */
function contextFields(): Record<string, string> {
  const context = observedContexts.getStore();
  const position = activeSpanContext() ?? context;
  if (position === undefined) return {};
  const { traceId, spanId } = position;
  return context === undefined || context.correlationId === traceId
    ? { trace_id: traceId, span_id: spanId }
    : { trace_id: traceId, span_id: spanId, correlation_id: context.correlationId };
}
