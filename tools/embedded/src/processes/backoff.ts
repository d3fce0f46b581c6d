/** Bounds of the waits between restarts. */
export interface BackoffOptions {
  /** The first wait, before jitter, in ms. Default 500. */
  readonly firstMs?: number;
  /** The longest wait, before jitter, in ms. Default 15 000. */
  readonly longestMs?: number;
  /** A number in [0, 1). */
  readonly random: () => number;
}

/** Waits that double, each shortened by up to half at random so that many programs do not restart in step. */
export class Backoff {
  private readonly firstMs: number;
  private readonly longestMs: number;
  private readonly random: () => number;
  private attempts = 0;

  constructor({ firstMs = 500, longestMs = 15_000, random }: BackoffOptions) {
    this.firstMs = firstMs;
    this.longestMs = longestMs;
    this.random = random;
  }

  /** The next wait in ms. */
  nextMs(): number {
    const ceiling = Math.min(this.longestMs, this.firstMs * 2 ** this.attempts);
    this.attempts += 1;
    return Math.round(ceiling * (0.5 + this.random() / 2));
  }

  /** Begins again with the first wait. */
  reset(): void {
    this.attempts = 0;
  }
}
