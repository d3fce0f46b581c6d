export interface Timer {
  cancel(): void;
}

/** Time that only goes on; replaced in tests. */
export interface Clock {
  /** Milliseconds, with fractions. */
  now(): number;
  /** Runs the callback once, never before the delay has passed; ms. */
  setTimer(delayMs: number, callback: () => void): Timer;
}
