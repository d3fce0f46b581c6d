import type { Ending } from './flow.js';
import { type Held, PacedQueue, type Step } from './paced-queue.js';
import type { Attributes, Stage, StageSetup } from './stage.js';

/** Bytes go on in slices of `average_size` ± `size_variation` bytes, each `delay` µs after the one before. */
export class Slicer implements Stage {
  readonly #setup: StageSetup;
  readonly #queue: PacedQueue;
  #attributes: Attributes;
  #nextMs = 0;

  constructor(setup: StageSetup) {
    this.#setup = setup;
    this.#attributes = setup.attributes;
    this.#queue = new PacedQueue(setup.clock, setup.output, (head) => this.#pace(head));
  }

  write(chunk: Buffer): void {
    this.#queue.push(chunk);
  }

  finish(ending: Ending): void {
    this.#queue.push(ending);
  }

  configure(attributes: Attributes): void {
    this.#attributes = attributes;
    this.#nextMs = this.#setup.clock.now();
    this.#queue.repace();
  }

  release(): void {
    this.#queue.flush();
  }

  dispose(): void {
    this.#queue.drop();
  }

  #pace({ content, receivedMs }: Held): Step {
    if (typeof content === 'string') return { atMs: receivedMs, bytes: 0 };
    const { average_size: average = 1, size_variation: variation = 0, delay = 0 } = this.#attributes;
    const size = average - variation + Math.floor((2 * variation + 1) * this.#setup.random.next());
    const atMs = Math.max(receivedMs, this.#nextMs);
    this.#nextMs = atMs + delay / 1_000;
    return { atMs, bytes: Math.max(1, size) };
  }
}
