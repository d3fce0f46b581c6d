import { Injectable } from '@nestjs/common';
import { learn } from './learn.js';
import { OrderFeed } from './ports/order-feed.js';
import { Pairs } from './ports/pairs.js';

const PAGE = 100;

/** Takes in the next page of the feed of orders. */
@Injectable()
export class FollowOrders {
  constructor(
    private readonly feed: OrderFeed,
    private readonly pairs: Pairs,
  ) {}

  /** @returns whether there may be more at once */
  async execute(signal: AbortSignal): Promise<boolean> {
    const page = await this.feed.read(await this.pairs.cursor(), PAGE, signal);
    const hasLearned = page.events.length > 0 && (await this.pairs.takeIn(page, learn));
    return hasLearned && page.events.length === PAGE;
  }
}
