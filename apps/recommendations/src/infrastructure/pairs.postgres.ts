import { Injectable } from '@nestjs/common';
import { Database } from '@baluarte/persistence';
import type { FeedPage, OrderEvent } from '../application/ports/order-feed.js';
import { Pairs, type Lesson, type PairChange, type Recommendation } from '../application/ports/pairs.js';

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

  takeIn(
    { events, nextCursor }: FeedPage,
    learn: (events: readonly OrderEvent[], position: number) => Lesson | undefined,
  ): Promise<boolean> {
    return this.database.transaction(async (transaction) => {
      const [known] = await transaction.query<{ position: string }>(
        'SELECT position FROM feed_cursor FOR UPDATE',
      );
      const lesson = learn(events, Number(known?.position ?? 0));
      if (lesson === undefined) return false;
      if (lesson.changes.length > 0) await transaction.query(ADD, columnsOf(lesson.changes));
      await transaction.query('UPDATE feed_cursor SET cursor = $1, position = $2', [
        nextCursor,
        lesson.position,
      ]);
      return true;
    });
  }
}

function columnsOf(changes: readonly PairChange[]): unknown[] {
  return [
    changes.map(({ productId }) => productId),
    changes.map(({ otherId }) => otherId),
    changes.map(({ count }) => count),
  ];
}
