import { z } from 'zod';

export const chargeBody = z.strictObject({
  order_id: z.string().min(1).max(100),
  amount_minor: z.int().min(1).max(1_000_000_000),
  currency: z.string().regex(/^[A-Z]{3}$/),
  payment_token: z.string().min(1).max(100),
});
export type ChargeBody = z.output<typeof chargeBody>;

export const cancellationBody = z.strictObject({ idempotency_key: z.string().min(1).max(255) });
export type CancellationBody = z.output<typeof cancellationBody>;

export const chargesQuery = z.strictObject({ order_id: z.string().min(1).max(100) });
export type ChargesQuery = z.output<typeof chargesQuery>;

export const chargeSchema = z.object({
  id: z.uuid(),
  order_id: z.string(),
  amount_minor: z.int(),
  currency: z.string(),
  status: z.enum(['approved', 'refunded']),
  idempotency_key: z.string(),
  created_at: z.iso.datetime(),
});
