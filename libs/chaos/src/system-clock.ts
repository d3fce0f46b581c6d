import type { Clock, Timer } from './clock.js';

/** What a timer of Node can wait at most. */
const LONGEST_MS = 2_147_483_647;

class SystemTimer implements Timer {
  readonly #dueMs: number;
  readonly #callback: () => void;
  #timeout: NodeJS.Timeout;

  constructor(delayMs: number, callback: () => void) {
    this.#dueMs = performance.now() + delayMs;
    this.#callback = callback;
    this.#timeout = this.#wait(delayMs);
  }

  cancel(): void {
    clearTimeout(this.#timeout);
  }

  #wait(delayMs: number): NodeJS.Timeout {
    return setTimeout(() => this.#fire(), Math.min(Math.ceil(delayMs), LONGEST_MS));
  }

  /** Node counts whole milliseconds, so its timers may fire a fraction of one too early. */
  #fire(): void {
    const restMs = this.#dueMs - performance.now();
    if (restMs > 0) this.#timeout = this.#wait(restMs);
    else this.#callback();
  }
}

/** The time of this machine. */
export const systemClock: Clock = {
  now: () => performance.now(),
  setTimer: (delayMs, callback) => new SystemTimer(delayMs, callback),
};
