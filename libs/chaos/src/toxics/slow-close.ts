import type { Ending } from './flow.js';
import { type Held, PacedQueue, type Step } from './paced-queue.js';
import type { Attributes, Stage, StageSetup } from './stage.js';

/** Bytes pass; the end comes `delay` ms late. */
export class SlowClose implements Stage {
  readonly #queue: PacedQueue;
  #delayMs: number;

  constructor(setup: StageSetup) {
    this.#delayMs = setup.attributes.delay ?? 0;
    this.#queue = new PacedQueue(setup.clock, setup.output, (head) => this.#pace(head));
  }

  write(chunk: Buffer): void {
    this.#queue.push(chunk);
  }

  finish(ending: Ending): void {
    this.#queue.push(ending);
  }

  configure({ delay = 0 }: Attributes): void {
    this.#delayMs = delay;
    this.#queue.repace();
  }

  release(): void {
    this.#queue.flush();
  }

  dispose(): void {
    this.#queue.drop();
  }

  #pace({ content, receivedMs }: Held): Step {
    return typeof content === 'string'
      ? { atMs: receivedMs + this.#delayMs, bytes: 0 }
      : { atMs: receivedMs, bytes: content.length };
  }
}
