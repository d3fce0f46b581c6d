import type { Clock, Timer } from '../clock.js';
import type { Ending, Flow } from './flow.js';

export interface Held {
  readonly content: Buffer | Ending;
  readonly receivedMs: number;
}

/** When how much of the head of a queue may go; `Infinity` holds it until the pace changes. */
export interface Step {
  readonly atMs: number;
  readonly bytes: number;
}

/** Holds what flows, in order, until its pace lets it go. */
export class PacedQueue {
  readonly #clock: Clock;
  readonly #output: Flow;
  readonly #pace: (head: Held) => Step;
  #held: Held[] = [];
  #step: Step | undefined;
  #timer: Timer | undefined;

  constructor(clock: Clock, output: Flow, pace: (head: Held) => Step) {
    this.#clock = clock;
    this.#output = output;
    this.#pace = pace;
  }

  push(content: Buffer | Ending): void {
    this.#held.push({ content, receivedMs: this.#clock.now() });
    if (this.#held.length === 1) this.#advance();
  }

  /** The pace is another one; asks it anew about the head. */
  repace(): void {
    this.#step = undefined;
    this.#advance();
  }

  /** Lets everything go now. */
  flush(): void {
    for (const { content } of this.#empty()) {
      if (typeof content === 'string') this.#output.finish(content);
      else this.#output.write(content);
    }
  }

  /** Throws everything away. */
  drop(): void {
    for (const { content } of this.#empty()) {
      if (typeof content !== 'string') this.#output.discard(content.length);
    }
  }

  #empty(): Held[] {
    const held = this.#held;
    this.#held = [];
    this.#step = undefined;
    this.#timer?.cancel();
    this.#timer = undefined;
    return held;
  }

  #advance(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    for (let head = this.#held[0]; head !== undefined; head = this.#held[0]) {
      this.#step ??= this.#pace(head);
      const waitMs = this.#step.atMs - this.#clock.now();
      if (waitMs > 0) {
        if (waitMs < Infinity) this.#timer = this.#clock.setTimer(waitMs, () => this.#advance());
        return;
      }
      const { bytes } = this.#step;
      this.#step = undefined;
      this.#letGo(head, bytes);
    }
  }

  #letGo(head: Held, bytes: number): void {
    const { content, receivedMs } = head;
    if (typeof content === 'string') {
      this.#held.shift();
      this.#output.finish(content);
    } else if (bytes < content.length) {
      this.#held[0] = { content: content.subarray(bytes), receivedMs };
      this.#output.write(content.subarray(0, bytes));
    } else {
      this.#held.shift();
      this.#output.write(content);
    }
  }
}
