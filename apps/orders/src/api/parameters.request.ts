import { z } from 'zod';

const limit = z
  .string()
  .regex(/^\d{1,3}$/, 'expected a whole number from 1 to 100')
  .transform(Number)
  .pipe(z.int().min(1).max(100))
  .default(20)
  .meta({ description: 'How many at most; 20 unless told.' });

const cursor = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,500}$/, 'expected a cursor that an earlier answer gave')
  .optional()
  .meta({ description: 'Where to go on: the next_cursor of the answer before.' });

/** The id in the path. */
export const idParameter = z.uuid();

/** The query of `GET /orders`. */
export const ordersQuery = z.strictObject({
  customer_id: z.uuid().optional().meta({ description: 'Only the orders of this customer.' }),
  limit,
  cursor,
});

export type OrdersQuery = z.output<typeof ordersQuery>;

/** The query of `GET /order-events`. */
export const orderEventsQuery = z.strictObject({ after: cursor, limit });

export type OrderEventsQuery = z.output<typeof orderEventsQuery>;
