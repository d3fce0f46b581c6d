import type { Queryable } from '@baluarte/persistence';
import { PaymentNotFoundError } from '../domain/payment.errors.js';
import type { Payment } from '../domain/payment.js';
import type { NewPayment } from '../application/ports/payments.js';
import { PAYMENT_COLUMNS, paymentOf, type PaymentRow } from './payment-row.js';

/** The states that a payment may be in for each state to be stored over it; who comes later changes nothing. */
const MAY_FOLLOW: Readonly<Record<string, readonly string[]>> = {
  charged: ['pending', 'unknown', 'charged'],
  declined: ['pending', 'unknown'],
  failed: ['pending', 'unknown'],
  unknown: ['pending', 'unknown'],
  refunded: ['charged'],
};

export async function insertPayment(
  transaction: Queryable,
  id: string,
  {
    orderId,
    amountMinor,
    currency,
    key,
    leaseMs,
  }: NewPayment & { readonly key: string; readonly leaseMs: number },
): Promise<Payment> {
  const [row] = await transaction.query<PaymentRow>(
    `INSERT INTO payments (id, order_id, amount_minor, currency, state, idempotency_key, look_after)
     VALUES ($1, $2, $3, $4, 'pending', $5, now() + make_interval(secs => $6)) RETURNING ${PAYMENT_COLUMNS}`,
    [id, orderId, amountMinor, currency, key, leaseMs / 1_000],
  );
  if (row === undefined) throw new Error('An insert returned no row.');
  return paymentOf(row);
}

/** Reads a payment and keeps others from changing it until the transaction ends. */
export async function lockPayment(transaction: Queryable, id: string): Promise<PaymentRow> {
  const [row] = await transaction.query<PaymentRow>(
    `SELECT ${PAYMENT_COLUMNS} FROM payments WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (row === undefined) throw new PaymentNotFoundError(id);
  return row;
}

/** @returns what is stored now, and whether it is what was asked to be stored */
export async function storePayment(
  transaction: Queryable,
  { facts }: Payment,
): Promise<{ readonly row: PaymentRow; readonly stored: boolean }> {
  const [row] = await transaction.query<PaymentRow>(
    `UPDATE payments SET state = $2, charge_id = coalesce($3, charge_id), refund_wanted = refund_wanted OR $4,
       updated_at = now()
     WHERE id = $1 AND state = ANY($5) RETURNING ${PAYMENT_COLUMNS}`,
    [facts.id, facts.state, facts.chargeId, facts.refundWanted, MAY_FOLLOW[facts.state] ?? []],
  );
  return row === undefined
    ? { row: await lockPayment(transaction, facts.id), stored: false }
    : { row, stored: true };
}
