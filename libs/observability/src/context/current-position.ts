import { formatTraceparent, type TracePosition } from '../trace-context/traceparent.js';
import { activeSpanContext } from './active-span.js';
import { observedContexts } from './observed-context.js';

/** Where the current piece of work is in its trace: OpenTelemetry's active span, else the context's own. */
export function currentPosition(): TracePosition | undefined {
  return activeSpanContext() ?? observedContexts.getStore();
}

/** The trace id of the current piece of work: 32 lower-case hex digits. */
export function currentTraceId(): string | undefined {
  return currentPosition()?.traceId;
}

/** The current position as a `traceparent`: store it with work that goes on later, in `runWithContext`. */
export function currentTraceparent(): string | undefined {
  const position = currentPosition();
  return position && formatTraceparent(position);
}
