import type { ResilienceEvent } from '../../src/index.js';

/** An event as the guide writes it. */
export function eventLine(event: ResilienceEvent): string {
  switch (event.type) {
    case 'attempt':
      return `attempt     ${event.attempt}: ${event.outcome}, ${event.reason}`;
    case 'retry':
      return `retry       after ${Math.round(event.delayMs)} ms, because of ${event.reason}`;
    case 'rejection':
      return `rejection   by ${event.by}${event.retryAfterMs === undefined ? '' : `, retry after ${Math.round(event.retryAfterMs)} ms`}`;
    case 'transition':
      return `transition  ${event.from} to ${event.to}, ${event.reason}`;
    case 'fallback':
      return `fallback    because of ${event.reason}`;
    case 'call':
      return `call        ${event.result}, ${event.attempts} attempts`;
  }
}
