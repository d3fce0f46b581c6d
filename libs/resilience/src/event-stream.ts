import type { ResilienceEvent, ResilienceEvents } from './events.js';

type Listener = (event: ResilienceEvent) => void;

/** Tells every listener what happens, at once and in order; a listener that throws harms nobody else. */
export class EventStream implements ResilienceEvents {
  #listeners: readonly Listener[] = [];

  /** @param onListenerError is told what a listener threw; it must not throw itself */
  constructor(private readonly onListenerError: (error: unknown) => void = warn) {}

  /** Whether anybody listens: without listeners no event need be made. */
  get isObserved(): boolean {
    return this.#listeners.length > 0;
  }

  subscribe(listener: Listener): () => void {
    const own: Listener = (event) => listener(event);
    this.#listeners = [...this.#listeners, own];
    return () => {
      this.#listeners = this.#listeners.filter((each) => each !== own);
    };
  }

  emit(event: ResilienceEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        this.onListenerError(error);
      }
    }
  }
}

function warn(error: unknown): void {
  process.emitWarning(`A listener of resilience events threw: ${String(error)}`, 'ResilienceWarning');
}
