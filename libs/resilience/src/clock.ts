/** Something that was set to happen later. */
export interface Timer {
  cancel(): void;
}

/** The one source of time of the library; a test brings its own. */
export interface Clock {
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  /** Milliseconds since 1970, for dates that others wrote; without it such dates are not understood. */
  wallTime?(): number;
  /** Runs the callback once, after so many milliseconds. */
  setTimer(delayMs: number, callback: () => void): Timer;
}

/** A number from 0 up to, but not including, 1. */
export type Random = () => number;
