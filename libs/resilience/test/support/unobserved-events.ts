import { EventStream } from '../../src/event-stream.js';
import type { ResilienceEvent } from '../../src/events.js';

/** A stream that nobody listens to, and that knows which events were made all the same. */
export class UnobservedEvents extends EventStream {
  readonly made: ResilienceEvent[] = [];

  override emit(event: ResilienceEvent): void {
    this.made.push(event);
  }
}
