export interface RetryBudgetOptions {
  /** How many of the calls under way may be repetitions, 0 to 1. */
  readonly ratio: number;
  /** So many may always. */
  readonly minRetries: number;
}

/**
 * Keeps retries from making an outage worse: at any moment only a share of the calls of a dependency may
 * be repetitions. The rule is that of failsafe-go's `budget` (20 %, at least 3).
 */
export class RetryBudget {
  #calls = 0;
  #retries = 0;

  constructor(private options: RetryBudgetOptions) {}

  get retriesUnderWay(): number {
    return this.#retries;
  }

  callBegins(): void {
    this.#calls += 1;
  }

  callEnds(): void {
    this.#calls -= 1;
  }

  /** Takes a repetition out of the budget, if it holds one; `retryEnds` gives it back. */
  tryRetry(): boolean {
    const { ratio, minRetries } = this.options;
    const allowed = Math.max(minRetries, Math.floor(ratio * this.#calls));
    if (this.#retries >= allowed) return false;
    this.#retries += 1;
    return true;
  }

  retryEnds(): void {
    this.#retries -= 1;
  }

  change(options: RetryBudgetOptions): void {
    this.options = options;
  }
}
