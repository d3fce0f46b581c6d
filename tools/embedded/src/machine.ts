/** The door to time and chance for this tool. */
export interface Machine {
  /** The time of day. */
  now(): Date;
  /** Milliseconds on a clock that never jumps. */
  elapsedMs(): number;
  /** A number in [0, 1). */
  random(): number;
}

/** The real thing. */
export const machine: Machine = {
  now: () => new Date(),
  elapsedMs: () => performance.now(),
  random: () => Math.random(),
};
