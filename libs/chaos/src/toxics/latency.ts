import type { Ending } from './flow.js';
import { type Held, PacedQueue, type Step } from './paced-queue.js';
import type { Attributes, Stage, StageSetup } from './stage.js';

/** Each chunk goes on `latency` ± `jitter` ms after it came, in order; the end waits for nothing but the chunks. */
export class Latency implements Stage {
  readonly #setup: StageSetup;
  readonly #queue: PacedQueue;
  #attributes: Attributes;

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
    const { latency = 0, jitter = 0 } = this.#attributes;
    const deviationMs = jitter === 0 ? 0 : jitter * (2 * this.#setup.random.next() - 1);
    return { atMs: receivedMs + Math.max(0, latency + deviationMs), bytes: content.length };
  }
}
