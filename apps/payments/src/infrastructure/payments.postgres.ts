import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import type { IdempotencyStore } from '@baluarte/idempotency';
import { currentTraceparent } from '@baluarte/observability';
import { Database, isUniqueViolation, type Queryable } from '@baluarte/persistence';
import {
  Payments,
  type Beginning,
  type Held,
  type KeyDecision,
  type NewPayment,
  type OpenPayment,
  type Request,
} from '../application/ports/payments.js';
import { ResolutionSettings } from '../application/ports/resolution-settings.js';
import { PaymentConflictError, PaymentNotFoundError } from '../domain/payment.errors.js';
import type { Payment } from '../domain/payment.js';
import { decide, PaymentKeys } from './payment-keys.js';
import { paymentOf, type PaymentRow } from './payment-row.js';
import {
  insertPayment,
  lockPayment,
  READ_PAYMENT,
  resumePayment,
  storePayment,
  TAKE_OPEN,
  wantRefund,
} from './payment-statements.js';

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
    const [row] = await this.database.query<PaymentRow>(READ_PAYMENT, [paymentId]);
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

  beginRefund(request: Request, paymentId: string): Promise<Beginning> {
    return this.database.transaction(async (transaction) => {
      const claim = await this.keys.refunds.claim(transaction, request);
      if (claim.type !== 'claimed') return claim;
      const row = await lockPayment(transaction, paymentId);
      if (row.state !== 'refunded') {
        paymentOf(row).requireRefundable();
        await wantRefund(transaction, paymentId, this.settings.leaseMs);
      }
      await this.keys.refunds.attach(transaction, request.key, paymentId);
      return heldBy(request, claim, row);
    });
  }

  settle(held: Held, payment: Payment, decision: KeyDecision): Promise<Payment> {
    return this.store(this.keys.payments, held, { payment, decision, fence: held.fence });
  }

  settleRefund(held: Held, payment: Payment, decision: KeyDecision): Promise<Payment> {
    return this.store(this.keys.refunds, held, { payment, decision });
  }

  async takeOpen(limit: number): Promise<readonly OpenPayment[]> {
    const rows = await this.database.query<PaymentRow>(TAKE_OPEN, [limit, this.settings.leaseMs / 1_000]);
    return rows.map((row) => ({ payment: paymentOf(row), ageMs: row.age_ms, trace: row.trace }));
  }

  resolve(payment: Payment, decision: KeyDecision): Promise<void> {
    return this.database.transaction(async (transaction) => {
      const { row, changed } = await storePayment(transaction, payment);
      const key = { key: row.idempotency_key };
      if (changed) await decide(this.keys.payments, transaction, key, { decision, stored: paymentOf(row) });
    });
  }

  private async claim(transaction: Queryable, request: Request, wanted: NewPayment): Promise<Beginning> {
    const claim = await this.keys.payments.claim(transaction, request);
    if (claim.type !== 'claimed') return claim;
    const { leaseMs } = this.settings;
    if (claim.resourceId !== null)
      return heldBy(request, claim, await resumePayment(transaction, claim.resourceId, leaseMs));
    const row = await insertPayment(
      transaction,
      { ...wanted, id: v7(), idempotencyKey: request.key, trace: currentTraceparent() ?? null },
      leaseMs,
    );
    await this.keys.payments.attach(transaction, request.key, row.id);
    return heldBy(request, claim, row);
  }

  private store(
    keys: IdempotencyStore,
    held: Held,
    {
      payment,
      decision,
      fence,
    }: { readonly payment: Payment; readonly decision: KeyDecision; readonly fence?: number },
  ): Promise<Payment> {
    return this.database.transaction(async (transaction) => {
      const { row } = await storePayment(transaction, payment, fence);
      const stored = paymentOf(row);
      const settledOtherwise = stored.facts.state !== payment.facts.state;
      await decide(keys, transaction, held, {
        decision: settledOtherwise ? { type: 'leave_open' } : decision,
        stored,
      });
      return stored;
    });
  }
}

function heldBy(
  { key }: Request,
  { holder, resourceId }: { readonly holder: string; readonly resourceId: string | null },
  row: PaymentRow,
): Beginning {
  const { fence, age_ms: ageMs } = row;
  return {
    type: 'held',
    held: { key, holder, fence, payment: paymentOf(row), resumed: resourceId !== null, ageMs },
  };
}
