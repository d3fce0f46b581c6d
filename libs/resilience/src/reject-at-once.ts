import type { PipelineParts } from './pipeline-parts.js';
import { CircuitOpenError, withoutStack } from './rejections.js';

/**
 * Turns a call away whose circuit is open, before it takes a slot or a place in the queue: while a
 * dependency is down this is what most calls come to, so it must cost next to nothing.
 */
export function rejectAtOnce(parts: PipelineParts, shutForMs: number, operation = ''): Promise<never> {
  const { name: dependency, events, clock } = parts;
  const facts = shutForMs < Infinity ? { dependency, retryAfterMs: shutForMs } : { dependency };
  if (events.isObserved) {
    const common = { dependency, operation, at: clock.now() };
    events.emit({ ...common, type: 'rejection', by: 'circuit', ...facts });
    events.emit({ ...common, type: 'call', result: 'rejected', attempts: 0, durationMs: 0 });
  }
  return Promise.reject(withoutStack(() => new CircuitOpenError(facts)));
}
