import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { Queryable } from '@baluarte/persistence';
import type { IdempotencyStore } from '../idempotency-store.js';

const BATCH = 1_000;
const MAX_INTERVAL_MS = 86_400_000;

export interface IdempotencyCleanupOptions {
  /** How often, ms, 1 to 24 hours. Default one minute. */
  readonly intervalMs?: number;
  /** Told when a round failed; the next one tries again. */
  readonly onError: (error: unknown) => void;
}

/** Removes expired keys from time to time, in small batches; a round has ended before the application has. */
export class IdempotencyCleanup implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #intervalMs: number;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #isStopping = false;

  /** @throws RangeError when the interval is out of bounds */
  constructor(
    private readonly store: IdempotencyStore,
    private readonly database: Queryable,
    private readonly options: IdempotencyCleanupOptions,
  ) {
    this.#intervalMs = options.intervalMs ?? 60_000;
    if (!Number.isInteger(this.#intervalMs) || this.#intervalMs < 1 || this.#intervalMs > MAX_INTERVAL_MS)
      throw new RangeError(
        `intervalMs is ${this.#intervalMs}; expected a whole number from 1 to ${MAX_INTERVAL_MS}.`,
      );
  }

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.run(), this.#intervalMs);
    this.#timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    this.#isStopping = true;
    clearInterval(this.#timer);
    await this.#round;
  }

  /** Removes all that has expired by now; a second call joins the round that runs. */
  async run(): Promise<void> {
    this.#round ??= this.removeAll().finally(() => (this.#round = undefined));
    await this.#round;
  }

  private async removeAll(): Promise<void> {
    try {
      let removed = BATCH;
      while (removed === BATCH && !this.#isStopping)
        removed = await this.store.removeExpired(this.database, BATCH);
    } catch (error) {
      this.options.onError(error);
    }
  }
}
