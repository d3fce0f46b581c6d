import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { Database, type Queryable } from '@baluarte/persistence';
import type { Charge, ChargeRequest } from '../application/charge.js';
import { Ledger, type Entry } from '../application/ports/ledger.js';
import { PspError } from '../application/psp-error.js';

interface ChargeRow {
  readonly id: string;
  readonly idempotency_key: string;
  readonly order_id: string;
  readonly amount_minor: string;
  readonly currency: string;
  readonly payment_token: string;
  readonly refunded: boolean;
  readonly created_at: Date;
}

const SELECT = `SELECT charges.*, refunds.id IS NOT NULL AS refunded FROM charges LEFT JOIN refunds ON refunds.charge_id = charges.id`;

@Injectable()
export class PostgresLedger extends Ledger {
  constructor(private readonly database: Database) {
    super();
  }

  async charge(request: ChargeRequest, refuse: (attempt: number) => Error | undefined): Promise<Entry> {
    const result = await this.database.transaction(async (transaction) => {
      const attempt = await countAttempt(transaction, request.idempotencyKey);
      const existing = await byKey(transaction, request.idempotencyKey);
      if (existing !== undefined) return { charge: sameAs(request, existing), isNew: false };
      if (attempt.cancelled)
        throw new PspError(409, 'idempotency_error', 'cancelled', 'This key was cancelled.');
      return refuse(attempt.tries) ?? { charge: await insert(transaction, request), isNew: true };
    });
    if (result instanceof Error) throw result;
    return result;
  }

  async ofOrder(orderId: string): Promise<readonly Charge[]> {
    const rows = await this.database.query<ChargeRow>(
      `${SELECT} WHERE charges.order_id = $1 ORDER BY charges.created_at, charges.id`,
      [orderId],
    );
    return rows.map(chargeOf);
  }

  async cancel(idempotencyKey: string): Promise<Charge | undefined> {
    return this.database.transaction(async (transaction) => {
      await transaction.query(
        `INSERT INTO attempts (idempotency_key, cancelled) VALUES ($1, true)
         ON CONFLICT (idempotency_key) DO UPDATE SET cancelled = true`,
        [idempotencyKey],
      );
      const existing = await byKey(transaction, idempotencyKey);
      return existing && chargeOf(existing);
    });
  }

  async refund(chargeId: string, idempotencyKey: string): Promise<Charge> {
    const [charge] = await this.database.query<ChargeRow>(`${SELECT} WHERE charges.id = $1`, [chargeId]);
    if (charge === undefined)
      throw new PspError(404, 'invalid_request_error', 'no_such_charge', 'No such charge.');
    await this.database.query(
      'INSERT INTO refunds (id, charge_id, idempotency_key) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [v7(), chargeId, idempotencyKey],
    );
    return { ...chargeOf(charge), refunded: true };
  }
}

/** Locks the key until the transaction ends, so that requests with one key come one after the other. */
async function countAttempt(
  transaction: Queryable,
  key: string,
): Promise<{ tries: number; cancelled: boolean }> {
  const [row] = await transaction.query<{ tries: number; cancelled: boolean }>(
    `INSERT INTO attempts (idempotency_key, tries) VALUES ($1, 1)
     ON CONFLICT (idempotency_key) DO UPDATE SET tries = attempts.tries + 1 RETURNING tries, cancelled`,
    [key],
  );
  if (row === undefined) throw new Error('An upsert returned no row.');
  return row;
}

async function byKey(transaction: Queryable, key: string): Promise<ChargeRow | undefined> {
  const [row] = await transaction.query<ChargeRow>(`${SELECT} WHERE charges.idempotency_key = $1`, [key]);
  return row;
}

async function insert(transaction: Queryable, request: ChargeRequest): Promise<Charge> {
  const [row] = await transaction.query<ChargeRow>(
    `INSERT INTO charges (id, idempotency_key, order_id, amount_minor, currency, payment_token)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING *, false AS refunded`,
    [
      v7(),
      request.idempotencyKey,
      request.orderId,
      request.amountMinor,
      request.currency,
      request.paymentToken,
    ],
  );
  if (row === undefined) throw new Error('An insert returned no row.');
  return chargeOf(row);
}

function sameAs(request: ChargeRequest, row: ChargeRow): Charge {
  const same =
    row.order_id === request.orderId &&
    Number(row.amount_minor) === request.amountMinor &&
    row.currency === request.currency &&
    row.payment_token === request.paymentToken;
  if (!same)
    throw new PspError(409, 'idempotency_error', 'key_reused', 'This key was used for another charge.');
  return chargeOf(row);
}

function chargeOf(row: ChargeRow): Charge {
  return {
    id: row.id,
    idempotencyKey: row.idempotency_key,
    orderId: row.order_id,
    amountMinor: Number(row.amount_minor),
    currency: row.currency,
    refunded: row.refunded,
    createdAt: row.created_at,
  };
}
