import type { FeedPage, OrderEvent } from './order-feed.js';

export interface Recommendation {
  readonly productId: string;
  readonly boughtTogether: number;
}

/** What is to be added to the count of a pair; each pair stands in both directions. */
export interface PairChange {
  readonly productId: string;
  readonly otherId: string;
  readonly count: number;
}

/** What a page of the feed means. */
export interface Lesson {
  readonly changes: readonly PairChange[];
  /** The last event that counts towards it. */
  readonly position: number;
}

/** Which products were bought together, and how far the feed was read for that. */
export abstract class Pairs {
  /** Best first. */
  abstract best(productId: string, limit: number): Promise<readonly Recommendation[]>;

  /** Where to go on reading; `null` at the beginning. */
  abstract cursor(): Promise<string | null>;

  /**
   * Adds what a page means and remembers where it ended, together or not at all. Whoever else learns waits
   * until this is done.
   *
   * @param learn what the events mean to one who knows all up to `position`; `undefined` if nothing new
   * @returns whether there was anything new
   */
  abstract takeIn(
    page: FeedPage,
    learn: (events: readonly OrderEvent[], position: number) => Lesson | undefined,
  ): Promise<boolean>;
}
