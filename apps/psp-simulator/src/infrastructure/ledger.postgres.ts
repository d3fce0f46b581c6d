import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { Database, type Queryable } from '@baluarte/persistence';
import type { Charge, ChargeRequest } from '../application/charge.js';
import { Ledger, type Entry } from '../application/ports/ledger.js';
import { PspError } from '../application/psp-error.js';
import type { Verdict } from '../application/test-tokens.js';
import {
  CANCEL_KEY,
  CHARGE_BY_ID,
  CHARGE_BY_KEY,
  CHARGES_OF_ORDER,
  COUNT_ATTEMPT,
  INSERT_CHARGE,
  INSERT_REFUND,
  REFUND_OF,
} from './ledger-statements.js';

interface ChargeRow {
  readonly id: string;
  readonly idempotency_key: string;
  readonly order_id: string;
  readonly amount_minor: string;
  readonly currency: string;
  readonly refunded: boolean;
  readonly created_at: Date;
}

interface AttemptRow {
  readonly fingerprint: string;
  readonly tries: number;
  readonly cancelled: boolean;
}

@Injectable()
export class PostgresLedger extends Ledger {
  constructor(private readonly database: Database) {
    super();
  }

  charge(request: ChargeRequest, judge: (attempt: number) => Verdict): Promise<Entry> {
    return this.database.transaction(async (transaction) => {
      const attempt = await countAttempt(transaction, request);
      const charged = await oneCharge(transaction, CHARGE_BY_KEY, [request.idempotencyKey]);
      if (charged !== undefined) return { type: 'entered', charge: charged, isNew: false };
      if (attempt.cancelled) throw new PspError('cancelled', 'This key was cancelled.');
      const verdict = judge(attempt.tries);
      if (verdict.type !== 'charge') return verdict;
      return { type: 'entered', charge: await enter(transaction, request), isNew: true };
    });
  }

  async ofOrder(orderId: string): Promise<readonly Charge[]> {
    return (await this.database.query<ChargeRow>(CHARGES_OF_ORDER, [orderId])).map(chargeOf);
  }

  cancel(idempotencyKey: string): Promise<Charge | undefined> {
    return this.database.transaction(async (transaction) => {
      await transaction.query(CANCEL_KEY, [idempotencyKey]);
      return oneCharge(transaction, CHARGE_BY_KEY, [idempotencyKey]);
    });
  }

  async refund(chargeId: string, idempotencyKey: string): Promise<Charge> {
    const charge = await oneCharge(this.database, CHARGE_BY_ID, [chargeId]);
    if (charge === undefined) throw new PspError('no_such_charge', 'No such charge.');
    await this.database.query(INSERT_REFUND, [v7(), chargeId, idempotencyKey]);
    // Of requests at the same moment any may meet the row of another one, by its charge or by its key.
    const refunds = await this.database.query(REFUND_OF, [chargeId]);
    if (refunds.length === 0) throw reused();
    return { ...charge, refunded: true };
  }
}

/** Locks the key until the transaction ends. */
async function countAttempt(transaction: Queryable, request: ChargeRequest): Promise<AttemptRow> {
  const fingerprint = fingerprintOf(request);
  const [attempt] = await transaction.query<AttemptRow>(COUNT_ATTEMPT, [request.idempotencyKey, fingerprint]);
  if (attempt === undefined) throw new Error('An upsert returned no row.');
  if (attempt.fingerprint !== fingerprint) throw reused();
  return attempt;
}

async function oneCharge(
  queryable: Queryable,
  sql: string,
  params: readonly unknown[],
): Promise<Charge | undefined> {
  const [row] = await queryable.query<ChargeRow>(sql, params);
  return row && chargeOf(row);
}

async function enter(transaction: Queryable, request: ChargeRequest): Promise<Charge> {
  const { idempotencyKey, orderId, amountMinor, currency } = request;
  const charge = await oneCharge(transaction, INSERT_CHARGE, [
    v7(),
    idempotencyKey,
    orderId,
    amountMinor,
    currency,
  ]);
  if (charge === undefined) throw new Error('An insert returned no row.');
  return charge;
}

function reused(): PspError {
  return new PspError('key_reused', 'This key was used for another request.');
}

/** The card itself is not kept. */
function fingerprintOf({ orderId, amountMinor, currency, paymentToken }: ChargeRequest): string {
  const request = JSON.stringify([orderId, amountMinor, currency, paymentToken]);
  return createHash('sha256').update(request).digest('hex');
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
