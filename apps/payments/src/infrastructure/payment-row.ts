import { Payment } from '../domain/payment.js';
import type { PaymentState } from '../domain/payment-state.js';

export interface PaymentRow {
  readonly id: string;
  readonly order_id: string;
  readonly amount_minor: string;
  readonly currency: string;
  readonly state: PaymentState;
  readonly charge_id: string | null;
  readonly idempotency_key: string;
  readonly fence: number;
  readonly trace: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly age_ms: number;
}

export const PAYMENT_COLUMNS = `id, order_id, amount_minor, currency, state, charge_id,
  idempotency_key, fence, trace, created_at, updated_at,
  (extract(epoch FROM now() - created_at) * 1000)::float8 AS age_ms`;

export function paymentOf(row: PaymentRow): Payment {
  return new Payment({
    id: row.id,
    orderId: row.order_id,
    amountMinor: Number(row.amount_minor),
    currency: row.currency,
    state: row.state,
    chargeId: row.charge_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  });
}
