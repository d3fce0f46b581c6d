import type { Charge } from '../application/charge.js';

/** A charge as the processor shows it. */
export function chargeView(charge: Charge) {
  return {
    id: charge.id,
    order_id: charge.orderId,
    amount_minor: charge.amountMinor,
    currency: charge.currency,
    status: charge.refunded ? ('refunded' as const) : ('approved' as const),
    idempotency_key: charge.idempotencyKey,
    created_at: charge.createdAt.toISOString(),
  };
}
