import type { Random } from '../clock.js';

export interface BackoffOptions {
  /** About how long the first wait is, ms. */
  readonly baseDelayMs: number;
  /** No wait is longer, ms. */
  readonly maxDelayMs: number;
  /** `decorrelated`: smooth and ever growing; `full`: anything between nothing and the exponential delay. */
  readonly jitter: 'decorrelated' | 'full';
}

/** Beyond this the exponential is above every cap, and soon above what a number can hold. */
const MAX_EXPONENT = 60;
const SCALE = 1.4;
const SLOPE = 4;

/** How long to wait before each repetition of one call. */
export class Backoff {
  #previous = 0;
  #retries = 0;

  constructor(
    private readonly options: BackoffOptions,
    private readonly random: Random,
  ) {}

  /** The next wait, ms: at least 0, at most `maxDelayMs`. */
  next(): number {
    const exponent = Math.min(this.#retries++, MAX_EXPONENT);
    const delayMs = this.options.jitter === 'full' ? this.#full(exponent) : this.#decorrelated(exponent);
    return Math.min(this.options.maxDelayMs, Math.max(0, delayMs));
  }

  /** "Full jitter" of Marc Brooker, Exponential Backoff And Jitter (AWS Architecture Blog, 2015). */
  #full(exponent: number): number {
    const { baseDelayMs, maxDelayMs } = this.options;
    return this.random() * Math.min(maxDelayMs, baseDelayMs * 2 ** exponent);
  }

  /** "Decorrelated jitter v2" of Polly.Contrib.WaitAndRetry: no peaks, and medians that double. */
  #decorrelated(exponent: number): number {
    const at = exponent + this.random();
    const reached = 2 ** at * Math.tanh(Math.sqrt(SLOPE * at));
    const step = reached - this.#previous;
    this.#previous = reached;
    return (step * this.options.baseDelayMs) / SCALE;
  }
}
