import { z } from 'zod';

const printable = (maxLength: number) =>
  z
    .string()
    .min(1)
    .max(maxLength)
    .regex(/^[\x20-\x7E]*$/, 'expected printable ASCII characters');

export const chargeBody = z.strictObject({
  order_id: printable(100),
  amount_minor: z.int().min(1).max(1_000_000_000),
  currency: z.string().regex(/^[A-Z]{3}$/),
  payment_token: printable(100),
});
export type ChargeBody = z.output<typeof chargeBody>;

export const cancellationBody = z.strictObject({ idempotency_key: printable(255) });
export type CancellationBody = z.output<typeof cancellationBody>;

export const chargesQuery = z.strictObject({ order_id: printable(100) });
export type ChargesQuery = z.output<typeof chargesQuery>;

export const chargeId = z.uuid();

const key = printable(255);

/** The key of a header; undefined when it is no key. */
export function keyOf(header: string | undefined): string | undefined {
  return key.safeParse(header?.trim().replaceAll(/^"|"$/g, '')).data;
}
