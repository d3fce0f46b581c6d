import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { RecoverOrders } from '../application/recover-orders.js';
import { SagaLog } from '../application/ports/saga-log.js';

export abstract class RecoverySettings {
  /** Pause between two looks for orders that are due, in milliseconds. */
  abstract readonly intervalMs: number;
  /** How many orders are taken at a time. */
  abstract readonly batch: number;
}

/** Looks for orders that nobody drives when the service starts and then over and over, until it ends. */
@Injectable()
export class RecoveryWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly recoverOrders: RecoverOrders,
    private readonly settings: RecoverySettings,
    private readonly log: SagaLog,
  ) {}

  onApplicationBootstrap(): void {
    this.#running = this.run();
  }

  /** Takes no more orders, and waits for those that are being driven. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  private async run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const taken = await this.takeUp();
      if (taken < this.settings.batch) await this.pause();
    }
  }

  private async takeUp(): Promise<number> {
    try {
      return await this.recoverOrders.execute(this.settings.batch);
    } catch (error) {
      this.log.recoveryFailed(null, error);
      return 0;
    }
  }

  private async pause(): Promise<void> {
    const { signal } = this.#stop;
    await delay(this.settings.intervalMs, undefined, { signal, ref: false }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}
