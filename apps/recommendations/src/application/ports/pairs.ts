import type { FeedPage } from './order-feed.js';

export interface Recommendation {
  readonly productId: string;
  readonly boughtTogether: number;
}

/** How often a change to the count of a pair, in both directions, is to be added. */
export interface PairChange {
  readonly productId: string;
  readonly otherId: string;
  readonly count: number;
}

/** Which products were bought together, and how far the feed was read for that. */
export abstract class Pairs {
  /** Best first. */
  abstract best(productId: string, limit: number): Promise<readonly Recommendation[]>;

  abstract cursor(): Promise<string | null>;

  /**
   * Adds the changes that a page means and remembers where it ended, together or not at all. Events that
   * were taken in before, by whomever, count no second time.
   *
   * @param changesOf the changes that events mean
   */
  abstract takeIn(
    page: FeedPage,
    changesOf: (events: FeedPage['events']) => readonly PairChange[],
  ): Promise<void>;
}
