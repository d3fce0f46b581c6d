import { Injectable } from '@nestjs/common';
import { Database, type Queryable } from '@baluarte/persistence';
import { Reservations, type Shelves } from '../application/ports/reservations.js';
import type { Reservation, ReservedLine } from '../domain/reservation.js';
import { PostgresShelves } from './shelves.postgres.js';

interface ReservationRow {
  readonly order_id: string;
  readonly state: Reservation['state'];
  readonly lines: readonly LineRow[];
}

interface LineRow {
  readonly product_id: string;
  readonly quantity: number;
  readonly unit_price_minor: number;
  readonly currency: string;
}

/** The statements about one order's reservation; a test looks at their plans. */
export const RESERVATION_STATEMENTS = {
  begin: `INSERT INTO reservations (order_id, state, lines) VALUES ($1, 'released', '[]') ON CONFLICT DO NOTHING RETURNING 1`,
  lock: 'SELECT order_id, state, lines FROM reservations WHERE order_id = $1 FOR UPDATE',
  store: 'UPDATE reservations SET state = $2, lines = $3, updated_at = now() WHERE order_id = $1',
} as const;

@Injectable()
export class PostgresReservations extends Reservations {
  constructor(private readonly database: Database) {
    super();
  }

  change(
    orderId: string,
    decide: (current: Reservation | undefined, shelves: Shelves) => Promise<Reservation>,
  ): Promise<Reservation> {
    return this.database.transaction(async (transaction) => {
      const current = await begin(transaction, orderId);
      const next = await decide(current, new PostgresShelves(transaction));
      if (next !== current) await store(transaction, next);
      return next;
    });
  }
}

/**
 * Makes the order's row if there is none and locks it, so that requests for one order wait for each other.
 *
 * @returns the reservation that was there
 */
async function begin(transaction: Queryable, orderId: string): Promise<Reservation | undefined> {
  const made = await transaction.query(RESERVATION_STATEMENTS.begin, [orderId]);
  if (made.length > 0) return undefined;
  const [row] = await transaction.query<ReservationRow>(RESERVATION_STATEMENTS.lock, [orderId]);
  return row && { orderId: row.order_id, state: row.state, lines: row.lines.map(lineOf) };
}

async function store(transaction: Queryable, { orderId, state, lines }: Reservation): Promise<void> {
  await transaction.query(RESERVATION_STATEMENTS.store, [orderId, state, JSON.stringify(lines.map(rowOf))]);
}

const lineOf = (row: LineRow): ReservedLine => ({
  productId: row.product_id,
  quantity: row.quantity,
  unitPriceMinor: row.unit_price_minor,
  currency: row.currency,
});

const rowOf = (line: ReservedLine): LineRow => ({
  product_id: line.productId,
  quantity: line.quantity,
  unit_price_minor: line.unitPriceMinor,
  currency: line.currency,
});
