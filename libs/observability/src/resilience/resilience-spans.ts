import { trace, type Attributes } from '@opentelemetry/api';
import type { ResilienceEvent } from '@baluarte/resilience';
import { endAttemptSpan } from '../tracing/attempt-spans.js';

/**
 * Shows in the trace what happens to the calls of dependencies: the end of each attempt on its own span,
 * everything else as an event of the span that the call was made in.
 */
export function showInTrace(event: ResilienceEvent): void {
  if (event.type === 'attempt') return endAttemptSpan(event);
  if (event.type === 'call' && !event.result.startsWith('failed')) return;
  const span = trace.getActiveSpan();
  if (span?.isRecording() !== true) return;
  const { type, dependency, operation } = event;
  span.addEvent(`resilience.${type}`, {
    'resilience.dependency': dependency,
    ...(operation !== '' && { 'resilience.operation': operation }),
    ...factsOf(event),
  });
}

function factsOf(event: ResilienceEvent): Attributes {
  switch (event.type) {
    case 'retry':
      return {
        'resilience.attempt': event.attempt,
        'resilience.delay_ms': Math.round(event.delayMs),
        'resilience.reason': event.reason,
      };
    case 'rejection':
      return { 'resilience.rejected_by': event.by };
    case 'transition':
      return {
        'resilience.circuit_from': event.from,
        'resilience.circuit_to': event.to,
        'resilience.reason': event.reason,
      };
    case 'fallback':
      return { 'resilience.reason': event.reason };
    case 'call':
      return { 'resilience.result': event.result, 'resilience.attempts': event.attempts };
    case 'attempt':
      return {};
  }
}
