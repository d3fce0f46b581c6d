import pg from 'pg';
import type { RunningSystem, ServiceName } from './running-system.js';

interface OrderRow {
  readonly id: string;
  readonly state: string;
}

async function read<Row extends object>(
  system: RunningSystem,
  service: ServiceName,
  sql: string,
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: system.databaseUrl(service) });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** The orders that have not come to an end yet. */
export function openOrders(system: RunningSystem): Promise<OrderRow[]> {
  return read<OrderRow>(
    system,
    'orders',
    "SELECT id, state FROM orders WHERE state NOT IN ('confirmed', 'rejected', 'cancelled') OR next_step IS NOT NULL",
  );
}

interface ChargeRow {
  readonly order_id: string;
  readonly open: number;
  readonly made: number;
}

interface ReservationRow {
  readonly order_id: string;
  readonly state: string;
}

function wrongOrders(
  orders: readonly OrderRow[],
  charges: readonly ChargeRow[],
  reservations: readonly ReservationRow[],
): string[] {
  const chargeOf = new Map(charges.map((row) => [row.order_id, row]));
  const reservationOf = new Map(reservations.map(({ order_id, state }) => [order_id, state]));
  return orders.flatMap(({ id, state }) => {
    const { made = 0, open = 0 } = chargeOf.get(id) ?? {};
    const reserved = reservationOf.get(id);
    const confirmed = state === 'confirmed';
    return [
      ...(made > 1 ? [`order ${id} was charged ${made} times`] : []),
      ...(confirmed && open !== 1 ? [`order ${id} is confirmed with ${open} charges`] : []),
      ...(!confirmed && open !== 0 ? [`order ${id} is ${state} and was charged`] : []),
      ...(confirmed && reserved !== 'confirmed'
        ? [`order ${id} is confirmed and its pieces are ${reserved}`]
        : []),
      ...(!confirmed && reserved !== undefined && reserved !== 'released'
        ? [`order ${id} is ${state} and its pieces are ${reserved}`]
        : []),
    ];
  });
}

/** Compares the books of all services; every line is something that must never be. */
export async function discrepancies(system: RunningSystem): Promise<string[]> {
  const [orders, charges, reservations, events] = await Promise.all([
    read<OrderRow>(system, 'orders', 'SELECT id, state FROM orders'),
    read<ChargeRow>(
      system,
      'psp',
      `SELECT order_id, count(*)::int AS made, count(*) FILTER (WHERE refunds.id IS NULL)::int AS open
       FROM charges LEFT JOIN refunds ON refunds.charge_id = charges.id GROUP BY order_id`,
    ),
    read<ReservationRow>(system, 'stock', 'SELECT order_id, state FROM reservations'),
    read<{ order_id: string; type: string; position: string }>(
      system,
      'orders',
      'SELECT order_id, type, position FROM order_events ORDER BY position',
    ),
  ]);
  const wrong = wrongOrders(orders, charges, reservations);
  const known = new Set(orders.map(({ id }) => id));
  const strangers = charges
    .filter(({ order_id }) => !known.has(order_id))
    .map(({ order_id }) => `there is a charge for ${order_id}, which is no order`);
  const gaps = events.flatMap(({ position }, index) =>
    Number(position) === index + 1 ? [] : [`event ${position} stands at place ${index + 1}`],
  );
  return [...wrong, ...strangers, ...gaps, ...(await missingPieces(system))];
}

/** Stock that was lost or made up: what is available and what is kept must add up to what there was. */
async function missingPieces(system: RunningSystem): Promise<string[]> {
  const rows = await read<{ product_id: string; total: number }>(
    system,
    'stock',
    `SELECT product_id, available + coalesce(kept, 0)::int AS total FROM products LEFT JOIN (
       SELECT line->>'product_id' AS product_id, sum((line->>'quantity')::int) AS kept
       FROM reservations, jsonb_array_elements(lines) AS line WHERE state <> 'released' GROUP BY 1
     ) AS kept USING (product_id) WHERE product_id IN ('P001', 'P002', 'P003')`,
  );
  return rows
    .filter(({ total }) => total !== 100_000)
    .map(({ product_id, total }) => `${product_id} adds up to ${total}, not 100000`);
}
