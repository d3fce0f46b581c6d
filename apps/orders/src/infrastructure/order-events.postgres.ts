import { Injectable } from '@nestjs/common';
import { Database, decodeCursor, encodeCursor } from '@baluarte/persistence';
import { OrderEvents, type OrderEvent } from '../application/ports/order-events.js';
import { lineOf, type LineRow } from './order-row.js';

interface EventRow {
  readonly position: string;
  readonly type: OrderEvent['type'];
  readonly order_id: string;
  readonly occurred_at: Date;
  readonly lines: readonly LineRow[];
}

export const READ_EVENTS = `
  SELECT position, type, order_id, occurred_at, lines
  FROM order_events WHERE position > $1 ORDER BY position LIMIT $2`;

@Injectable()
export class PostgresOrderEvents extends OrderEvents {
  constructor(private readonly database: Database) {
    super();
  }

  async read(
    limit: number,
    after?: string,
  ): Promise<{ readonly items: readonly OrderEvent[]; readonly nextCursor: string }> {
    const [from] = after === undefined ? [0] : decodeCursor(after, ['number']);
    const rows = await this.database.query<EventRow>(READ_EVENTS, [from, limit]);
    const items = rows.map(eventOf);
    return { items, nextCursor: encodeCursor([items.at(-1)?.position ?? from]) };
  }
}

function eventOf(row: EventRow): OrderEvent {
  return {
    position: Number(row.position),
    type: row.type,
    orderId: row.order_id,
    occurredAt: row.occurred_at,
    lines: row.lines.map(lineOf),
  };
}
