import type { AttemptFailure } from '../attempt-failure.js';
import type { Call } from '../call.js';
import { RetryBudgetSpentError, withoutStack } from '../rejections.js';
import { wait } from '../wait.js';
import type { Repeatable } from './axios-retry-engine.js';
import { Backoff } from './backoff.js';

/** Decides about the repetitions of one call, and waits before each. */
export class Retries<T> {
  readonly work: Repeatable<T>;
  readonly #backoff: Backoff;
  #delayMs = 0;

  constructor(
    private readonly call: Call<T>,
    run: () => Promise<T>,
  ) {
    const { options, random } = call.parts;
    this.#backoff = new Backoff(options.retry, random);
    this.work = {
      run,
      'axios-retry': {
        retries: options.retry.maxRetries,
        retryCondition: (failure) => this.#isWorthwhile(failure as unknown as AttemptFailure<T>),
        // The wait is ours: axios-retry's own goes on by sending when the caller gives up.
        // Stryker disable next-line ArrowFunction: a delay that is undefined is none as well.
        retryDelay: () => 0,
        onRetry: (_count, failure) => this.#wait(failure as unknown as AttemptFailure<T>),
      },
    };
  }

  /** The repetition that was granted has ended, or will not begin; exactly once for each. */
  repetitionEnded(): void {
    this.call.parts.budget.retryEnds();
  }

  #isWorthwhile(failure: AttemptFailure<T>): boolean {
    const { verdict } = failure;
    const { caller, options, parts } = this.call;
    const mayRepeat =
      verdict.retry === 'any' || (verdict.retry === 'safe_only' && options.repeatable === true);
    if (!mayRepeat || caller.hasGivenUp) return false;
    this.#delayMs = this.#delayAfter(verdict.retryAfterMs);
    if (parts.clock.now() + this.#delayMs + parts.options.retry.minAttemptMs > this.call.endsAt) {
      this.call.trail.rejected('deadline');
      return false;
    }
    if (parts.budget.tryRetry()) return true;
    this.#budgetSpent(failure);
    return false;
  }

  /** What the dependency asked for is the least; chance is added, so that not all come back at once. */
  #delayAfter(retryAfterMs: number | undefined): number {
    const backoffMs = this.#backoff.next();
    if (retryAfterMs === undefined) return backoffMs;
    const { random, options } = this.call.parts;
    return Math.max(backoffMs, retryAfterMs + random() * options.retry.baseDelayMs);
  }

  #budgetSpent(failure: AttemptFailure<T>): void {
    const { parts, trail } = this.call;
    const { retryAfterMs } = failure.verdict;
    const facts = trail.rejectionFacts();
    failure.rejection = withoutStack(
      () =>
        new RetryBudgetSpentError({
          dependency: parts.name,
          ...facts,
          // Stryker disable next-line ConditionalExpression: what is not there is undefined in the error all the same.
          ...(retryAfterMs !== undefined && { retryAfterMs }),
        }),
    );
    trail.rejected('budget', retryAfterMs);
  }

  async #wait({ verdict }: AttemptFailure<T>): Promise<void> {
    const { parts, caller, trail } = this.call;
    trail.retrying(this.#delayMs, verdict);
    // Stryker disable next-line BlockStatement: were it swallowed, the next attempt would be refused for the same reason.
    await wait(this.#delayMs, parts.name, parts.clock, caller).catch((error: unknown) => {
      this.repetitionEnded();
      throw error;
    });
  }
}
