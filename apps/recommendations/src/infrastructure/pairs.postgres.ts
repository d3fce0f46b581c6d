import { Injectable } from '@nestjs/common';
import { Database } from '@baluarte/persistence';
import type { FeedPage } from '../application/ports/order-feed.js';
import { Pairs, type PairChange, type Recommendation } from '../application/ports/pairs.js';

/** The query behind every product page; a test looks at its plan. */
export const BEST = `
  SELECT other_id, bought_together FROM pairs WHERE product_id = $1 AND bought_together > 0
  ORDER BY bought_together DESC, other_id LIMIT $2`;

const ADD = `
  INSERT INTO pairs (product_id, other_id, bought_together)
  SELECT * FROM unnest($1::text[], $2::text[], $3::integer[])
  ON CONFLICT (product_id, other_id)
  DO UPDATE SET bought_together = pairs.bought_together + excluded.bought_together`;

@Injectable()
export class PostgresPairs extends Pairs {
  constructor(private readonly database: Database) {
    super();
  }

  async best(productId: string, limit: number): Promise<readonly Recommendation[]> {
    const rows = await this.database.query<{ other_id: string; bought_together: number }>(BEST, [
      productId,
      limit,
    ]);
    return rows.map(({ other_id, bought_together }) => ({
      productId: other_id,
      boughtTogether: bought_together,
    }));
  }

  async cursor(): Promise<string | null> {
    const [row] = await this.database.query<{ cursor: string | null }>('SELECT cursor FROM feed_cursor');
    return row?.cursor ?? null;
  }

  async takeIn(
    page: FeedPage,
    changesOf: (events: FeedPage['events']) => readonly PairChange[],
  ): Promise<void> {
    await this.database.transaction(async (transaction) => {
      const [seen] = await transaction.query<{ position: string }>(
        'SELECT position FROM feed_cursor FOR UPDATE',
      );
      const before = Number(seen?.position ?? 0);
      const events = page.events.filter(({ position }) => position > before);
      const last = events.at(-1);
      if (last === undefined) return;
      const changes = changesOf(events);
      await transaction.query(ADD, [
        changes.map(({ productId }) => productId),
        changes.map(({ otherId }) => otherId),
        changes.map(({ count }) => count),
      ]);
      await transaction.query('UPDATE feed_cursor SET cursor = $1, position = $2', [
        page.nextCursor,
        last.position,
      ]);
    });
  }
}
