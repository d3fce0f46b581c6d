import { Injectable } from '@nestjs/common';
import { Database, type Queryable } from '@baluarte/persistence';
import { Reservations } from '../application/ports/reservations.js';
import { isFor, type Reservation, type ReservedLine, type WantedLine } from '../domain/reservation.js';
import { ReservationConflictError, ReservationNotFoundError } from '../domain/stock.errors.js';
import { putBack, take } from './pieces.postgres.js';

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

@Injectable()
export class PostgresReservations extends Reservations {
  constructor(private readonly database: Database) {
    super();
  }

  hold(orderId: string, wanted: readonly WantedLine[]): Promise<Reservation> {
    return this.database.transaction(async (transaction) => {
      const existing = await begin(transaction, orderId);
      if (existing !== undefined) return heldBefore(existing, wanted);
      const lines = await take(transaction, wanted);
      return store(transaction, { orderId, state: 'held', lines });
    });
  }

  confirm(orderId: string): Promise<Reservation> {
    return this.database.transaction(async (transaction) => {
      const reservation = await lock(transaction, orderId);
      if (reservation === undefined) throw new ReservationNotFoundError(orderId);
      if (reservation.state === 'released') throw new ReservationConflictError(reservation, '');
      return store(transaction, { ...reservation, state: 'confirmed' });
    });
  }

  release(orderId: string): Promise<Reservation> {
    return this.database.transaction(async (transaction) => {
      const reservation = (await begin(transaction, orderId)) ?? { orderId, state: 'released', lines: [] };
      if (reservation.state !== 'released') await putBack(transaction, reservation.lines);
      return store(transaction, { ...reservation, state: 'released' });
    });
  }
}

/**
 * Makes the order's row if there is none and locks it, so that requests for one order come one after the other.
 *
 * @returns the reservation that was there
 */
async function begin(transaction: Queryable, orderId: string): Promise<Reservation | undefined> {
  const made = await transaction.query(
    `INSERT INTO reservations (order_id, state, lines) VALUES ($1, 'released', '[]') ON CONFLICT DO NOTHING RETURNING 1`,
    [orderId],
  );
  return made.length > 0 ? undefined : lock(transaction, orderId);
}

async function lock(transaction: Queryable, orderId: string): Promise<Reservation | undefined> {
  const [row] = await transaction.query<ReservationRow>(
    'SELECT order_id, state, lines FROM reservations WHERE order_id = $1 FOR UPDATE',
    [orderId],
  );
  return row && { orderId: row.order_id, state: row.state, lines: row.lines.map(lineOf) };
}

async function store(transaction: Queryable, reservation: Reservation): Promise<Reservation> {
  await transaction.query(
    'UPDATE reservations SET state = $2, lines = $3, updated_at = now() WHERE order_id = $1',
    [reservation.orderId, reservation.state, JSON.stringify(reservation.lines.map(rowOf))],
  );
  return reservation;
}

function heldBefore(existing: Reservation, wanted: readonly WantedLine[]): Reservation {
  if (existing.state === 'released')
    throw new ReservationConflictError(existing, ' and cannot be held again');
  if (!isFor(existing, wanted)) throw new ReservationConflictError(existing, ' for other lines');
  return existing;
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
