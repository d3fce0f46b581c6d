import type { Queryable } from '@baluarte/persistence';
import type { KeyClaim } from '../application/ports/saga-journal.js';
import type { Order } from '../domain/order.js';
import type { PaymentToken } from '../domain/payment-token.js';
import { lineRows, ORDER_COLUMNS, type OrderRow } from './order-row.js';
import type { SagaTiming } from './saga-timing.js';

/** An order with what only its holder may see. */
export interface HeldRow extends OrderRow {
  readonly payment_token: string | null;
  readonly idempotency_key: string | null;
  readonly idempotency_holder: string | null;
  readonly trace: string | null;
  readonly fence: number;
}

/** What is written of an order by its holder. */
export interface HeldWrite {
  readonly order: Order;
  readonly fence: number;
  readonly claim: KeyClaim | null;
}

/** What is written of an order only once. */
export interface NewWrite extends Pick<HeldWrite, 'order' | 'claim'> {
  readonly paymentToken: PaymentToken;
  readonly trace: string | null;
}

const HELD_COLUMNS = `${ORDER_COLUMNS}, payment_token, idempotency_key, idempotency_holder,
  trace, fence`;
const inMilliseconds = (expression: string) => `now() + (${expression}) * interval '1 millisecond'`;

/** Stores nothing when the customer does not exist. */
const INSERT = `
  INSERT INTO orders (id, customer_id, state, next_step, lines, delivery_from, delivery_to,
    payment_token, idempotency_key, idempotency_holder, trace, created_at, updated_at, recover_after)
  SELECT $1, customers.id, $3, $4, $5, $6, $7, $8, $9, $13, $12, $10, $10, ${inMilliseconds('$11::integer')}
  FROM customers WHERE customers.id = $2
  RETURNING orders.id`;

/** @returns whether there is such a customer */
export async function insertOrder(
  transaction: Queryable,
  { order: { facts }, claim, paymentToken, trace }: NewWrite,
  { leaseMs }: SagaTiming,
): Promise<boolean> {
  const rows = await transaction.query(INSERT, [
    facts.id,
    facts.customerId,
    facts.state,
    facts.nextStep,
    lineRows(facts.lines),
    facts.deliveryWindow?.from ?? null,
    facts.deliveryWindow?.to ?? null,
    paymentToken.reveal(),
    claim?.key ?? null,
    facts.createdAt,
    leaseMs,
    trace,
    claim?.holder ?? null,
  ]);
  return rows.length === 1;
}

/** What a write does to the hold: keep it, hand it to another, or give the order back for a while. */
const HOLDS = {
  keep: `attempts = 0, recover_after = CASE WHEN $4::text IS NOT NULL THEN ${inMilliseconds('$14::integer')} END`,
  takeOver: `attempts = 0, recover_after = ${inMilliseconds('$14::integer')}, fence = fence + 1`,
  giveBack: `attempts = attempts + 1, recover_after = ${inMilliseconds(
    'least($15::integer, $14::integer * 2 ^ least(attempts, 20)) * (0.75 + random() / 2)',
  )}`,
} as const;

export type Hold = keyof typeof HOLDS;

const update = (hold: string) => `
  UPDATE orders SET state = $3, next_step = $4::text, ending = $5, lines = $6, total_minor = $7, currency = $8,
    payment_id = $9, rejection = $10, updated_at = $11,
    idempotency_key = $12, idempotency_holder = $13,
    payment_token = CASE WHEN $4::text IN ('reserve_stock', 'charge_payment') THEN payment_token END,
    ${hold}
  WHERE id = $1 AND fence = $2
  RETURNING id`;

/**
 * Writes an order, and with it gives up the token that is needed no more.
 *
 * @returns whether it was still in the hands of the holder with this fence
 */
export async function updateOrder(
  database: Queryable,
  { order: { facts }, fence, claim }: HeldWrite,
  hold: Hold,
  { leaseMs, backoffBaseMs, backoffMaxMs }: SagaTiming,
): Promise<boolean> {
  const rows = await database.query(update(HOLDS[hold]), [
    facts.id,
    fence,
    facts.state,
    facts.nextStep,
    facts.ending,
    lineRows(facts.lines),
    facts.total?.minor ?? null,
    facts.total?.currency ?? null,
    facts.paymentId,
    facts.rejection === null ? null : JSON.stringify(facts.rejection),
    facts.updatedAt,
    claim?.key ?? null,
    claim?.holder ?? null,
    ...(hold === 'giveBack' ? [backoffBaseMs, backoffMaxMs] : [leaseMs]),
  ]);
  return rows.length === 1;
}

/** Skips what another worker is taking at this moment. */
export const TAKE_DUE = `
  WITH due AS MATERIALIZED (
    SELECT id FROM orders WHERE next_step IS NOT NULL AND recover_after < now()
    ORDER BY recover_after LIMIT $1 FOR UPDATE SKIP LOCKED)
  UPDATE orders SET fence = fence + 1, recover_after = ${inMilliseconds('$2::integer')}
  FROM due WHERE orders.id = due.id
  RETURNING ${HELD_COLUMNS}`;

export function takeDueOrders(
  database: Queryable,
  limit: number,
  { leaseMs }: SagaTiming,
): Promise<readonly HeldRow[]> {
  return database.query<HeldRow>(TAKE_DUE, [limit, leaseMs]);
}

/** Locks the order until the transaction ends. */
export async function lockOrder(transaction: Queryable, orderId: string): Promise<HeldRow | undefined> {
  const [row] = await transaction.query<HeldRow>(
    `SELECT ${HELD_COLUMNS} FROM orders WHERE id = $1 FOR UPDATE`,
    [orderId],
  );
  return row;
}
