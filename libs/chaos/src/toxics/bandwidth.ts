import type { Ending } from './flow.js';
import { type Held, PacedQueue, type Step } from './paced-queue.js';
import type { Attributes, Stage, StageSetup } from './stage.js';

/** At most so much goes at once, so that a large chunk flows instead of arriving whole and late. */
const SLICE_MS = 100;

/** `rate` kB go on per second, 1 kB being 1 000 bytes; with a rate of 0 nothing goes on. */
export class Bandwidth implements Stage {
  readonly #setup: StageSetup;
  readonly #queue: PacedQueue;
  #bytesPerMs: number;
  /** Until when what went before occupies the line. */
  #busyUntilMs = 0;

  constructor(setup: StageSetup) {
    this.#setup = setup;
    this.#bytesPerMs = setup.attributes.rate ?? 0;
    this.#queue = new PacedQueue(setup.clock, setup.output, (head) => this.#pace(head));
  }

  write(chunk: Buffer): void {
    this.#queue.push(chunk);
  }

  finish(ending: Ending): void {
    this.#queue.push(ending);
  }

  configure({ rate = 0 }: Attributes): void {
    this.#bytesPerMs = rate;
    this.#busyUntilMs = this.#setup.clock.now();
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
    if (this.#bytesPerMs === 0) return { atMs: Infinity, bytes: 0 };
    const bytes = Math.min(content.length, this.#bytesPerMs * SLICE_MS);
    this.#busyUntilMs = Math.max(this.#busyUntilMs, receivedMs) + bytes / this.#bytesPerMs;
    return { atMs: this.#busyUntilMs, bytes };
  }
}
