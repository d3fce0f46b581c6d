import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { AppError } from '@baluarte/errors';
import { PinoLogger } from '@baluarte/observability';
import { FollowOrders } from '../application/follow-orders.js';
import { FeedPace, pauseMs } from './feed-pace.js';
import { systemRandom } from './random.system.js';

/** Follows the feed of orders until the service ends, and is patient when it cannot be had. */
@Injectable()
export class FeedFollower implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #failures = 0;

  constructor(
    private readonly followOrders: FollowOrders,
    private readonly pace: FeedPace,
    private readonly logger: PinoLogger,
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
      if (await this.round()) continue;
      const pause = pauseMs(this.pace, this.#failures, systemRandom);
      await delay(pause, undefined, { signal, ref: false }).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    }
  }

  private async round(): Promise<boolean> {
    try {
      const more = await this.followOrders.execute();
      if (this.#failures > 0) this.logger.info({ failures: this.#failures }, 'feed of orders is back');
      this.#failures = 0;
      return more;
    } catch (error) {
      if (this.#failures === 0) this.logger.warn(describe(error), 'feed of orders could not be read');
      this.#failures += 1;
      return false;
    }
  }
}

function describe(error: unknown) {
  return {
    error_code: error instanceof AppError ? error.code : undefined,
    reason: error instanceof Error ? error.message : String(error),
  };
}
