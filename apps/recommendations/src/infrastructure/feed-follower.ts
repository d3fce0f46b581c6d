import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { runWithContext } from '@baluarte/observability';
import { FollowOrders } from '../application/follow-orders.js';
import { FeedLog } from './feed-log.js';
import { FeedPace, pauseMs } from './feed-pace.js';
import { systemRandom } from './random.system.js';

/** Follows the feed of orders until the service ends, and is patient when it cannot be had. */
@Injectable()
export class FeedFollower implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #failuresInARow = 0;

  constructor(
    private readonly followOrders: FollowOrders,
    private readonly pace: FeedPace,
    private readonly log: FeedLog,
  ) {}

  onApplicationBootstrap(): void {
    this.#running = this.run();
  }

  /** Gives up a read that is under way, and waits for a page that is being taken in. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  private async run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const mayBeMore = await runWithContext({ operation: 'follow orders' }, () => this.round(signal));
      if (mayBeMore) continue;
      const pause = pauseMs(this.pace, this.#failuresInARow, systemRandom);
      await delay(pause, undefined, { signal, ref: false }).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    }
  }

  private async round(signal: AbortSignal): Promise<boolean> {
    try {
      const mayBeMore = await this.followOrders.execute(signal);
      if (this.#failuresInARow > 0) this.log.isBack(this.#failuresInARow);
      this.#failuresInARow = 0;
      return mayBeMore;
    } catch (error) {
      if (signal.aborted) return false;
      this.#failuresInARow += 1;
      this.log.failed(error, this.#failuresInARow);
      return false;
    }
  }
}
