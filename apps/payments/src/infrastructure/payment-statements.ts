import { ClaimLostError } from '@baluarte/idempotency';
import type { Queryable } from '@baluarte/persistence';
import { PaymentNotFoundError } from '../domain/payment.errors.js';
import type { Payment } from '../domain/payment.js';
import { statesBefore } from '../domain/payment-state.js';
import type { NewPayment } from '../application/ports/payments.js';
import { PAYMENT_COLUMNS, type PaymentRow } from './payment-row.js';

/** What is written of a payment only once. */
export interface NewRow extends NewPayment {
  readonly id: string;
  readonly idempotencyKey: string;
  readonly trace: string | null;
}

const leaseEnds = (parameter: string) => `now() + make_interval(secs => ${parameter})`;

const INSERT = `
  INSERT INTO payments (id, order_id, amount_minor, currency, state, idempotency_key, trace, look_after)
  VALUES ($1, $2, $3, $4, 'pending', $5, $6, ${leaseEnds('$7')}) RETURNING ${PAYMENT_COLUMNS}`;

const RESUME = `
  UPDATE payments SET fence = fence + 1, look_after = ${leaseEnds('$2')}
  WHERE id = $1 RETURNING ${PAYMENT_COLUMNS}`;

const WANT_REFUND = `
  UPDATE payments SET refund_wanted = true, look_after = ${leaseEnds('$2')}
  WHERE id = $1 RETURNING ${PAYMENT_COLUMNS}`;

const STORE = `
  UPDATE payments SET state = $2, charge_id = coalesce($3, charge_id), updated_at = now()
  WHERE id = $1 AND state = ANY($4) AND ($5::integer IS NULL OR fence = $5) RETURNING ${PAYMENT_COLUMNS}`;

export const READ_PAYMENT = `SELECT ${PAYMENT_COLUMNS} FROM payments WHERE id = $1`;

export const TAKE_OPEN = `
  UPDATE payments SET look_after = ${leaseEnds('$2')}
  WHERE id IN (
    SELECT id FROM payments
    WHERE (state IN ('pending', 'unknown') OR (refund_wanted AND state = 'charged')) AND look_after <= now()
    ORDER BY look_after LIMIT $1 FOR UPDATE SKIP LOCKED)
  RETURNING ${PAYMENT_COLUMNS}`;

export function insertPayment(transaction: Queryable, row: NewRow, leaseMs: number): Promise<PaymentRow> {
  const { id, orderId, amountMinor, currency, idempotencyKey, trace } = row;
  const values = [id, orderId, amountMinor, currency, idempotencyKey, trace, leaseMs / 1_000];
  return one(transaction, INSERT, values);
}

/** Takes a payment over from an earlier request with the same key; what that one stores later is refused. */
export function resumePayment(transaction: Queryable, id: string, leaseMs: number): Promise<PaymentRow> {
  return one(transaction, RESUME, [id, leaseMs / 1_000]);
}

export function wantRefund(transaction: Queryable, id: string, leaseMs: number): Promise<PaymentRow> {
  return one(transaction, WANT_REFUND, [id, leaseMs / 1_000]);
}

/** Reads a payment and keeps others from changing it until the transaction ends. */
export function lockPayment(transaction: Queryable, id: string): Promise<PaymentRow> {
  return one(transaction, `${READ_PAYMENT} FOR UPDATE`, [id]);
}

/**
 * Stores what a payment became, if its state still allows it.
 *
 * @param fence when given, only that request among those with the same key may store
 * @returns what is stored now, and whether this call changed it
 * @throws ClaimLostError when another request has taken the payment over
 */
export async function storePayment(
  transaction: Queryable,
  { facts }: Payment,
  fence?: number,
): Promise<{ readonly row: PaymentRow; readonly changed: boolean }> {
  const values = [facts.id, facts.state, facts.chargeId, statesBefore(facts.state), fence ?? null];
  const [stored] = await transaction.query<PaymentRow>(STORE, values);
  if (stored !== undefined) return { row: stored, changed: true };
  const row = await lockPayment(transaction, facts.id);
  if (fence !== undefined && row.fence !== fence) throw new ClaimLostError();
  return { row, changed: false };
}

/** @throws PaymentNotFoundError */
async function one(transaction: Queryable, sql: string, values: readonly unknown[]): Promise<PaymentRow> {
  const [row] = await transaction.query<PaymentRow>(sql, values);
  if (row === undefined) throw new PaymentNotFoundError(String(values[0]));
  return row;
}
