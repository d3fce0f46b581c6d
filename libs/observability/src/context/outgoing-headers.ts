import { formatTraceparent } from '../trace-context/traceparent.js';
import { currentPosition } from './current-position.js';
import { observedContexts } from './observed-context.js';

/**
 * The headers that carry the current context to another service: `traceparent`, `tracestate` if
 * the caller sent one, and `X-Correlation-ID`. Empty outside of any context.
 */
export function outgoingHeaders(): Record<string, string> {
  const position = currentPosition();
  if (position === undefined) return {};
  const context = observedContexts.getStore();
  return {
    traceparent: formatTraceparent(position),
    ...(context?.traceState !== undefined && { tracestate: context.traceState }),
    'x-correlation-id': context?.correlationId ?? position.traceId,
  };
}
