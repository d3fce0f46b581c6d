import { Injectable } from '@nestjs/common';
import { Database, decodeCursor, encodeCursor, InvalidCursorError } from '@baluarte/persistence';
import { Orders, type Page, type PageRequest } from '../application/ports/orders.js';
import { OrderNotFoundError } from '../domain/order.errors.js';
import type { Order } from '../domain/order.js';
import { ORDER_COLUMNS, orderOf, type OrderRow } from './order-row.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Ids are made in the order of time, so a page of the newest orders is a page of the highest ids. */
@Injectable()
export class PostgresOrders extends Orders {
  constructor(private readonly database: Database) {
    super();
  }

  async get(orderId: string): Promise<Order> {
    const [row] = await this.database.query<OrderRow>(`SELECT ${ORDER_COLUMNS} FROM orders WHERE id = $1`, [
      orderId,
    ]);
    if (row === undefined) throw new OrderNotFoundError(orderId);
    return orderOf(row);
  }

  async list({ limit, cursor }: PageRequest, customerId?: string): Promise<Page<Order>> {
    const { sql, params } = pageQuery(limit, idOf(cursor), customerId);
    const rows = await this.database.query<OrderRow>(sql, params);
    const items = rows.slice(0, limit).map(orderOf);
    const last = items.at(-1);
    return { items, nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null };
  }
}

/** Each combination of filters is a statement of its own, so that each can use its own index. */
export function pageQuery(
  limit: number,
  beforeId: string | undefined,
  customerId: string | undefined,
): { sql: string; params: unknown[] } {
  const params: unknown[] = [limit + 1];
  const conditions: string[] = [];
  if (customerId !== undefined) conditions.push(`customer_id = $${params.push(customerId)}`);
  if (beforeId !== undefined) conditions.push(`orders.id < $${params.push(beforeId)}`);
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  return { sql: `SELECT ${ORDER_COLUMNS} FROM orders ${where} ORDER BY orders.id DESC LIMIT $1`, params };
}

function idOf(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const [id] = decodeCursor(cursor, ['string']);
  if (!UUID.test(id)) throw new InvalidCursorError();
  return id;
}
