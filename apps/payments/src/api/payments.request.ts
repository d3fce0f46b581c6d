import { z } from 'zod';
import { PAYMENT_STATES } from '../domain/payment-state.js';

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

const NO_CURRENCY = 'expected an ISO 4217 code such as EUR';

const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, { error: NO_CURRENCY, abort: true })
  .refine((code) => CURRENCIES.has(code), NO_CURRENCY);

export const makePaymentBody = z
  .strictObject({
    order_id: z
      .string()
      .regex(/^[A-Za-z0-9._:-]{1,100}$/, 'expected 1 to 100 letters, digits or any of . _ : -')
      .meta({ description: 'What is paid for; an order is paid once.' }),
    amount_minor: z.int().min(1).max(1_000_000_000).meta({ description: 'In minor units: cents.' }),
    currency,
    payment_token: z
      .string()
      .regex(/^[\x21-\x7E]{1,100}$/, 'expected a token of the card processor')
      .meta({ description: 'Stands for the card at the card processor; send it again to repeat.' }),
  })
  .meta({ title: 'NewPayment' });
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
