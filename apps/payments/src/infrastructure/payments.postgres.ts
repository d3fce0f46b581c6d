import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { IdempotencyStore } from '@baluarte/idempotency';
import { Database, isUniqueViolation, type Queryable } from '@baluarte/persistence';
import {
  Payments,
  type Beginning,
  type Held,
  type KeyDecision,
  type NewPayment,
  type Request,
} from '../application/ports/payments.js';
import { ResolutionSettings } from '../application/ports/resolution-settings.js';
import { PaymentConflictError, PaymentNotFoundError } from '../domain/payment.errors.js';
import type { Payment } from '../domain/payment.js';
import { PAYMENT_COLUMNS, paymentOf, type PaymentRow } from './payment-row.js';
import { insertPayment, lockPayment, storePayment } from './payment-statements.js';

/** The keys of the two operations, which never meet. */
export class PaymentKeys {
  readonly payments = new IdempotencyStore({ scope: 'make_payment', leaseMs: 10_000 });
  readonly refunds = new IdempotencyStore({ scope: 'refund_payment', leaseMs: 10_000 });
}

const TAKE_OPEN = `
  UPDATE payments SET look_after = now() + make_interval(secs => $2)
  WHERE id IN (
    SELECT id FROM payments
    WHERE (state IN ('pending', 'unknown') OR (refund_wanted AND state = 'charged')) AND look_after <= now()
    ORDER BY look_after LIMIT $1 FOR UPDATE SKIP LOCKED)
  RETURNING ${PAYMENT_COLUMNS}`;

@Injectable()
export class PostgresPayments extends Payments {
  constructor(
    private readonly database: Database,
    private readonly keys: PaymentKeys,
    private readonly settings: ResolutionSettings,
  ) {
    super();
  }

  async get(paymentId: string): Promise<Payment> {
    const [row] = await this.database.query<PaymentRow>(
      `SELECT ${PAYMENT_COLUMNS} FROM payments WHERE id = $1`,
      [paymentId],
    );
    if (row === undefined) throw new PaymentNotFoundError(paymentId);
    return paymentOf(row);
  }

  async begin(request: Request, payment: NewPayment): Promise<Beginning> {
    try {
      return await this.database.transaction((transaction) => this.claim(transaction, request, payment));
    } catch (error) {
      if (isUniqueViolation(error, 'payments_one_per_order')) throw new PaymentConflictError(payment.orderId);
      throw error;
    }
  }

  async beginRefund(request: Request, paymentId: string): Promise<Beginning> {
    return this.database.transaction(async (transaction) => {
      const claim = await this.keys.refunds.claim(transaction, request);
      if (claim.type !== 'claimed') return claim;
      const row = await lockPayment(transaction, paymentId);
      const payment = row.state === 'refunded' ? paymentOf(row) : paymentOf(row).wantRefund();
      await this.keys.refunds.attach(transaction, request.key, paymentId);
      if (payment.facts.state !== 'refunded') await storePayment(transaction, payment);
      await this.lookLater(transaction, paymentId);
      return {
        type: 'held',
        held: {
          key: request.key,
          holder: claim.holder,
          payment,
          resumed: claim.resourceId !== null,
          ageMs: row.age_ms,
        },
      };
    });
  }

  settle(held: Held, payment: Payment, decision: KeyDecision): Promise<Payment> {
    return this.store(this.keys.payments, held, payment, decision);
  }

  settleRefund(held: Held, payment: Payment, decision: KeyDecision): Promise<Payment> {
    return this.store(this.keys.refunds, held, payment, decision);
  }

  async takeOpen(limit: number) {
    const rows = await this.database.query<PaymentRow>(TAKE_OPEN, [limit, this.settings.leaseMs / 1_000]);
    return rows.map((row) => ({ payment: paymentOf(row), ageMs: row.age_ms }));
  }

  async resolve(payment: Payment, decision: KeyDecision): Promise<void> {
    await this.database.transaction(async (transaction) => {
      const { row, stored } = await storePayment(transaction, payment);
      if (stored)
        await decide(this.keys.payments, transaction, {
          key: row.idempotency_key,
          decision,
          payment: paymentOf(row),
        });
    });
  }

  private async claim(transaction: Queryable, request: Request, wanted: NewPayment): Promise<Beginning> {
    const claim = await this.keys.payments.claim(transaction, request);
    if (claim.type !== 'claimed') return claim;
    const { key } = request;
    const { holder, resourceId } = claim;
    if (resourceId !== null) {
      const row = await lockPayment(transaction, resourceId);
      await this.lookLater(transaction, resourceId);
      return {
        type: 'held',
        held: { key, holder, payment: paymentOf(row), resumed: true, ageMs: row.age_ms },
      };
    }
    const payment = await insertPayment(transaction, v7(), {
      ...wanted,
      key,
      leaseMs: this.settings.leaseMs,
    });
    await this.keys.payments.attach(transaction, key, payment.facts.id);
    return { type: 'held', held: { key, holder, payment, resumed: false, ageMs: 0 } };
  }

  private store(
    keys: IdempotencyStore,
    { key, holder }: Held,
    payment: Payment,
    decision: KeyDecision,
  ): Promise<Payment> {
    return this.database.transaction(async (transaction) => {
      const { row } = await storePayment(transaction, payment);
      await decide(keys, transaction, { key, holder, decision, payment: paymentOf(row) });
      return paymentOf(row);
    });
  }

  private async lookLater(transaction: Queryable, paymentId: string): Promise<void> {
    await transaction.query(
      'UPDATE payments SET look_after = now() + make_interval(secs => $2) WHERE id = $1',
      [paymentId, this.settings.leaseMs / 1_000],
    );
  }
}

interface KeyUpdate {
  readonly key: string;
  readonly holder?: string;
  readonly decision: KeyDecision;
  readonly payment: Payment;
}

async function decide(
  keys: IdempotencyStore,
  transaction: Queryable,
  { key, holder, decision, payment }: KeyUpdate,
): Promise<void> {
  if (decision.type === 'answer') await keys.complete(transaction, key, decision.answer(payment), holder);
  else if (decision.type === 'forget') await keys.release(transaction, key, holder);
  else if (holder !== undefined) await keys.yield(transaction, key, holder);
}
