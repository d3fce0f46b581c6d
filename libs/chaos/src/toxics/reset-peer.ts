import type { Timer } from '../clock.js';
import type { Ending } from './flow.js';
import { PacedQueue } from './paced-queue.js';
import type { Attributes, Stage, StageSetup } from './stage.js';

/** `timeout` ms after something came, both sides get RST; until then it is held. */
export class ResetPeer implements Stage {
  readonly #setup: StageSetup;
  readonly #queue: PacedQueue;
  #timeoutMs: number;
  #sinceMs: number | undefined;
  #timer: Timer | undefined;

  constructor(setup: StageSetup) {
    this.#setup = setup;
    this.#timeoutMs = setup.attributes.timeout ?? 0;
    this.#queue = new PacedQueue(setup.clock, setup.output, () => ({ atMs: Infinity, bytes: 0 }));
  }

  write(chunk: Buffer): void {
    this.#receive(chunk);
  }

  finish(ending: Ending): void {
    this.#receive(ending);
  }

  configure({ timeout = 0 }: Attributes): void {
    this.#timeoutMs = timeout;
    if (this.#sinceMs !== undefined) this.#schedule(this.#sinceMs);
  }

  release(): void {
    this.#timer?.cancel();
    this.#sinceMs = undefined;
    this.#queue.flush();
  }

  dispose(): void {
    this.#timer?.cancel();
    this.#queue.drop();
  }

  #receive(content: Buffer | Ending): void {
    this.#queue.push(content);
    if (this.#sinceMs !== undefined) return;
    this.#sinceMs = this.#setup.clock.now();
    this.#schedule(this.#sinceMs);
  }

  #schedule(sinceMs: number): void {
    this.#timer?.cancel();
    const delayMs = Math.max(0, sinceMs + this.#timeoutMs - this.#setup.clock.now());
    this.#timer = this.#setup.clock.setTimer(delayMs, () => this.#reset());
  }

  #reset(): void {
    this.#queue.drop();
    this.#setup.output.finish('reset');
  }
}
