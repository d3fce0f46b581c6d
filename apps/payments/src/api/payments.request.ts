import { z } from 'zod';
import { PAYMENT_STATES } from '../domain/payment-state.js';

export const makePaymentBody = z.strictObject({
  order_id: z.string().min(1).max(100).meta({ description: 'What is paid for; an order is paid once.' }),
  amount_minor: z.int().min(1).max(1_000_000_000).meta({ description: 'In minor units: cents.' }),
  currency: z.string().regex(/^[A-Z]{3}$/, 'expected an ISO 4217 code such as EUR'),
  payment_token: z.string().regex(/^[\x21-\x7E]{1,100}$/, 'expected a token of the card processor'),
});
export type MakePaymentBody = z.output<typeof makePaymentBody>;

export const idParameter = z.uuid();

export const paymentSchema = z
  .object({
    id: z.uuid(),
    order_id: z.string(),
    amount_minor: z.int(),
    currency: z.string(),
    state: z.enum(PAYMENT_STATES),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ title: 'Payment' });
