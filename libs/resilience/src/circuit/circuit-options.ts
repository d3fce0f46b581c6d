export interface CircuitOptions {
  /** `dry_run` says what it would do and rejects nothing; `off` does nothing. */
  readonly mode: 'on' | 'dry_run' | 'off';
  /** Opens when at least this share of the calls in the window failed, 0 to 1. */
  readonly failureRatio: number;
  /** Calls that must have ended in the window before a share means anything. */
  readonly minCalls: number;
  readonly windowMs: number;
  /** How long it stays open the first time, ms. */
  readonly breakMs: number;
  /** No break is longer, ms. */
  readonly maxBreakMs: number;
  /** Calls that are let through to try it out, all of which must succeed. */
  readonly probes: number;
  /** From here on a call counts as slow, ms. */
  readonly slowCallMs: number;
  /** Opens when at least this share of the calls was slow, 0 to 1; 1 practically never does. */
  readonly slowCallRatio: number;
}
