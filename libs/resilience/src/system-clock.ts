import type { Clock, Random, Timer } from './clock.js';

class SystemTimer implements Timer {
  readonly #timeout: NodeJS.Timeout;

  constructor(delayMs: number, callback: () => void) {
    this.#timeout = setTimeout(callback, delayMs);
  }

  cancel(): void {
    clearTimeout(this.#timeout);
  }
}

/** The time of this machine. */
export const systemClock: Clock = {
  now: () => performance.now(),
  wallTime: () => Date.now(),
  setTimer: (delayMs, callback) => new SystemTimer(delayMs, callback),
};

/** Chance, as this machine has it. */
export const systemRandom: Random = () => Math.random();

/** Runs the callback once the events that have come by now are dealt with. */
export function afterThisTurn(callback: () => void): void {
  setImmediate(callback);
}
