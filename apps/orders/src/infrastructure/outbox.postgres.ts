import type { Queryable } from '@baluarte/persistence';
import type { Order } from '../domain/order.js';
import { lineRows } from './order-row.js';

const APPEND = `
  WITH next AS (UPDATE order_event_head SET position = position + 1 RETURNING position)
  INSERT INTO order_events (position, type, order_id, occurred_at, lines)
  SELECT position, $1, $2, $3, $4 FROM next`;

/**
 * Appends what happened to an order to the outbox, in the transaction that makes it happen. It locks the
 * head of the feed until that transaction ends, so let it be the last statement.
 */
export async function appendEvent(transaction: Queryable, { facts }: Order): Promise<void> {
  await transaction.query(APPEND, [`order.${facts.state}`, facts.id, facts.updatedAt, lineRows(facts.lines)]);
}
