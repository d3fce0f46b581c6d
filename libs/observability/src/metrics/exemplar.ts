import { currentPosition } from '../context/current-position.js';
import type { TracePosition } from '../trace-context/traceparent.js';

/**
 * What links a measurement to the trace, and to the log lines, that it comes from. OpenMetrics allows
 * 128 characters for it.
 */
export function exemplarOf(position: TracePosition | undefined = currentPosition()): Record<string, string> {
  return position === undefined ? {} : { trace_id: position.traceId, span_id: position.spanId };
}
