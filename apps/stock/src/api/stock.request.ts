import { z } from 'zod';

export const productIdParameter = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'expected an id such as P001');
export const orderIdParameter = z.string().regex(/^[A-Za-z0-9_-]{1,100}$/, 'expected the id of an order');

export const reservationBody = z.strictObject({
  lines: z
    .array(z.strictObject({ product_id: productIdParameter, quantity: z.int().min(1).max(1_000) }))
    .min(1)
    .max(50)
    .refine(
      (lines) => new Set(lines.map(({ product_id }) => product_id)).size === lines.length,
      'each product may stand in one line only',
    ),
});
export type ReservationBody = z.output<typeof reservationBody>;

export const productsQuery = z.strictObject({
  limit: z
    .string()
    .regex(/^\d{1,3}$/, 'expected a whole number from 1 to 100')
    .transform(Number)
    .pipe(z.int().min(1).max(100))
    .default(20)
    .meta({ description: 'How many at most; 20 unless told.' }),
  cursor: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,500}$/, 'expected a cursor that an earlier answer gave')
    .optional()
    .meta({ description: 'Where to go on: the next_cursor of the answer before.' }),
});
export type ProductsQuery = z.output<typeof productsQuery>;

const price = { price_minor: z.int(), currency: z.string() };
export const productSchema = z.object({
  product_id: z.string(),
  name: z.string(),
  description: z.string(),
  ...price,
  available: z.int(),
});
export const productPageSchema = z.object({
  items: z.array(productSchema),
  next_cursor: z.string().nullable(),
});
export const productDetailSchema = productSchema.extend({
  recommendations: z.array(z.object({ product_id: z.string(), name: z.string(), ...price })).nullable(),
  degraded: z.array(z.literal('recommendations')).optional(),
});
export const reservationSchema = z.object({
  order_id: z.string(),
  state: z.enum(['held', 'confirmed', 'released']),
  lines: z.array(z.object({ product_id: z.string(), quantity: z.int(), unit_price_minor: z.int() })),
  amount_minor: z.int(),
  currency: z.string(),
});
