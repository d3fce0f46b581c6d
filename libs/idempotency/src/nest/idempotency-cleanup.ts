import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Queryable } from '@baluarte/persistence';
import type { IdempotencyStore } from '../idempotency-store.js';

const BATCH = 1_000;

export interface IdempotencyCleanupOptions {
  /** How often, ms. Default one minute. */
  readonly intervalMs?: number;
  /** Told when a round failed; the next one tries again. */
  readonly onError: (error: unknown) => void;
}

/** Removes expired keys from time to time, in small batches. */
export class IdempotencyCleanup implements OnApplicationBootstrap, OnApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: IdempotencyStore,
    private readonly database: Queryable,
    private readonly options: IdempotencyCleanupOptions,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.round(), this.options.intervalMs ?? 60_000);
    this.#timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  private async round(): Promise<void> {
    try {
      while ((await this.store.removeExpired(this.database, BATCH)) === BATCH);
    } catch (error) {
      this.options.onError(error);
    }
  }
}
