import { z } from 'zod';
import { ORDER_STATES } from '../domain/order-state.js';

export const minorUnits = z.int().min(0).meta({ description: 'An amount in minor units: cents.' });
export const isoCurrency = z.string().meta({ description: 'ISO 4217.', examples: ['EUR'] });
export const timestamp = z.iso.datetime();

export const orderLineSchema = z.object({
  product_id: z.string(),
  quantity: z.int(),
  unit_price_minor: minorUnits.nullable(),
});

/** An order, as every operation that answers with one shows it. */
export const orderSchema = z
  .object({
    id: z.uuid(),
    customer_id: z.uuid(),
    state: z.enum(ORDER_STATES).meta({
      description:
        'confirmed, rejected and cancelled are final, but for a confirmed order that its customer cancels. payment_unknown: the charge was asked for and no answer came; it is being found out.',
    }),
    lines: z.array(orderLineSchema),
    amount_minor: minorUnits.nullable(),
    currency: isoCurrency.nullable(),
    payment_id: z.string().nullable(),
    delivery_window: z.object({ from: timestamp, to: timestamp }).nullable(),
    rejection: z
      .object({ error_code: z.string(), message: z.string() })
      .nullable()
      .meta({ description: 'Why the order was rejected, or cancelled by us.' }),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ title: 'Order' });

export const orderPageSchema = z.object({
  items: z.array(orderSchema),
  next_cursor: z.string().nullable().meta({ description: 'null on the last page.' }),
});

export const orderEventsSchema = z.object({
  items: z.array(
    z.object({
      position: z.int().min(1),
      type: z.enum(['order.confirmed', 'order.cancelled', 'order.rejected']),
      order_id: z.uuid(),
      occurred_at: timestamp,
      lines: z.array(orderLineSchema),
    }),
  ),
  next_cursor: z.string().meta({ description: 'What to ask with next, whether or not there were events.' }),
});

export const customerSchema = z
  .object({ id: z.uuid(), email: z.string(), name: z.string(), created_at: timestamp })
  .meta({ title: 'Customer' });
