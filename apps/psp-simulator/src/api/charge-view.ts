import { z } from 'zod';
import type { Charge } from '../application/charge.js';

/** A charge as the processor shows it. */
export const chargeSchema = z
  .object({
    id: z.uuid(),
    order_id: z.string(),
    amount_minor: z.int(),
    currency: z.string(),
    status: z.enum(['approved', 'refunded']),
    idempotency_key: z.string(),
    created_at: z.iso.datetime(),
  })
  .meta({ title: 'Charge' });
export type ChargeView = z.output<typeof chargeSchema>;

export const chargesSchema = z.object({ items: z.array(chargeSchema) }).meta({ title: 'Charges' });

export const cancellationSchema = z
  .union([
    z.object({ status: z.literal('cancelled') }),
    z.object({ status: z.literal('charged'), charge: chargeSchema }),
  ])
  .meta({ title: 'Cancellation' });

export function chargeView(charge: Charge): ChargeView {
  return {
    id: charge.id,
    order_id: charge.orderId,
    amount_minor: charge.amountMinor,
    currency: charge.currency,
    status: charge.refunded ? 'refunded' : 'approved',
    idempotency_key: charge.idempotencyKey,
    created_at: charge.createdAt.toISOString(),
  };
}
