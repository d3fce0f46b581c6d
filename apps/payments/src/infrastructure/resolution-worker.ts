import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { ResolutionLog } from '../application/ports/resolution-log.js';
import { ResolutionSettings } from '../application/ports/resolution-settings.js';
import { ResolvePayments } from '../application/resolve-payments.js';

/** All are looked after at the same time, so that none waits longer than its lease. */
const BATCH = 10;

/** Looks for payments in doubt, over and over, until the service ends. */
@Injectable()
export class ResolutionWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly resolvePayments: ResolvePayments,
    private readonly settings: ResolutionSettings,
    private readonly log: ResolutionLog,
  ) {}

  onApplicationBootstrap(): void {
    this.#running = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  private async run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      if ((await this.round()) === BATCH) continue;
      await delay(this.settings.intervalMs, undefined, { signal, ref: false }).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    }
  }

  private async round(): Promise<number> {
    try {
      return await this.resolvePayments.execute(BATCH);
    } catch (error) {
      this.log.failed(null, error);
      return 0;
    }
  }
}
