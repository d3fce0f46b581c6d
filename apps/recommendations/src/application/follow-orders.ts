import { Injectable } from '@nestjs/common';
import { pairChanges } from './pair-changes.js';
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
  async execute(): Promise<boolean> {
    const page = await this.feed.read(await this.pairs.cursor(), PAGE);
    if (page.events.length === 0) return false;
    await this.pairs.takeIn(page, pairChanges);
    return page.events.length === PAGE;
  }
}
