import { z } from 'zod';

const MAX_LINES = 50;

const orderLine = z.strictObject({
  product_id: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,50}$/, 'expected 1 to 50 letters, digits, "-" or "_"')
    .meta({ description: 'A product of the catalogue; at most one line for each.', examples: ['P001'] }),
  quantity: z
    .int()
    .min(1)
    .max(1_000)
    .meta({ description: 'Pieces.', examples: [2] }),
});

const deliveryWindow = z
  .strictObject({
    from: z.iso.datetime({ offset: true }),
    to: z.iso.datetime({ offset: true }),
  })
  .meta({
    description:
      'When the order should arrive. A window that ends before it begins, or begins in the past, is answered with 400 INVALID_DELIVERY_WINDOW.',
  });

/** The body of `POST /orders`. */
export const placeOrderBody = z.strictObject({
  customer_id: z.uuid().meta({ description: 'Who orders.' }),
  lines: z.array(orderLine).min(1).max(MAX_LINES).superRefine(refuseRepeatedProducts).meta({
    description:
      'What is ordered. A product that is named on two lines is refused with 422: the client decides what it meant.',
  }),
  payment_token: z
    .string()
    .regex(/^[\x21-\x7e]{1,100}$/, 'expected 1 to 100 printable ASCII characters without spaces')
    .meta({
      description: 'Stands for the card. Kept until the charge is decided, then erased.',
      examples: ['tok_visa'],
    }),
  delivery_window: deliveryWindow.optional(),
});

export type PlaceOrderBody = z.output<typeof placeOrderBody>;

function refuseRepeatedProducts(
  lines: readonly { readonly product_id: string }[],
  context: z.RefinementCtx,
): void {
  const seen = new Set<string>();
  for (const [index, { product_id }] of lines.entries()) {
    if (seen.has(product_id))
      context.addIssue({
        code: 'custom',
        path: [index, 'product_id'],
        message: `product ${product_id} is on an earlier line already; name each product once`,
      });
    seen.add(product_id);
  }
}
