interface Timer {
  readonly dueMs: number;
  readonly callback: () => void;
}

/** Turns of the event loop between two timers: enough for long chains of promises to end. */
const TURNS = 3;

/** A clock that stands still until a test moves it, and whose timers run when it does. */
export class ManualClock {
  #nowMs: number;
  /** In the order in which they were set, which decides between timers of one moment. */
  readonly #timers = new Set<Timer>();

  /** @param startMs what `now()` gives at first; default 0 */
  constructor(startMs = 0) {
    this.#nowMs = startMs;
  }

  /** Milliseconds of a clock that never goes back. */
  now(): number {
    return this.#nowMs;
  }

  /** Runs the callback once, when the clock has been moved by so much; a delay below 0 counts as 0. */
  setTimer(delayMs: number, callback: () => void): { cancel(): void } {
    const timer: Timer = { dueMs: this.#nowMs + Math.max(0, delayMs), callback };
    this.#timers.add(timer);
    return { cancel: () => void this.#timers.delete(timer) };
  }

  /** How many timers wait. */
  get pending(): number {
    return this.#timers.size;
  }

  /**
   * Moves the clock, and runs each timer that comes due at its own moment, those set meanwhile included.
   * What waits for promises goes on before each timer, and before this resolves.
   *
   * @throws what a callback throws; the clock then stands at that timer's moment
   */
  async advance(ms: number): Promise<void> {
    if (!(ms >= 0)) throw new RangeError(`The clock cannot be moved by ${ms} ms: give 0 or more.`);
    const endMs = this.#nowMs + ms;
    await settle();
    for (let timer = this.#next(endMs); timer !== undefined; timer = this.#next(endMs)) {
      this.#timers.delete(timer);
      this.#nowMs = timer.dueMs;
      timer.callback();
      await settle();
    }
    this.#nowMs = endMs;
  }

  #next(endMs: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.dueMs <= endMs && (next === undefined || timer.dueMs < next.dueMs)) next = timer;
    }
    return next;
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
