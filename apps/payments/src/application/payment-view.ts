import type { Payment } from '../domain/payment.js';

/** A payment as it is shown and stored in answers. */
export function paymentView({ facts }: Payment) {
  return {
    id: facts.id,
    order_id: facts.orderId,
    amount_minor: facts.amountMinor,
    currency: facts.currency,
    state: facts.state,
    created_at: facts.createdAt.toISOString(),
    updated_at: facts.updatedAt.toISOString(),
  };
}

export type PaymentView = ReturnType<typeof paymentView>;
