import { eventually } from '@baluarte/testing';
import type { Client, ErrorBody } from './system/client.js';
import { KillPoint, type Reached } from './system/kill-point.js';
import { OrdersSystem, type Replica } from './system/orders-system.js';

const POINTS = KillPoint.all();

/** So patient that every order can be brought to its point before the first call gives up. */
const PATIENT = {
  DATABASE_POOL_MAX: '40',
  DATABASE_STATEMENT_TIMEOUT_MS: '15000',
  PAYMENTS_ATTEMPT_TIMEOUT_MS: '15000',
  PAYMENTS_TOTAL_TIMEOUT_MS: '15000',
  STOCK_ATTEMPT_TIMEOUT_MS: '15000',
  STOCK_TOTAL_TIMEOUT_MS: '15000',
  SAGA_LEASE_MS: '40000',
  RECOVERY_BATCH: '100',
};

describe('a service that is killed', () => {
  let system: OrdersSystem;
  let client: Client;
  let customerId: string;

  beforeAll(async () => {
    system = await OrdersSystem.start();
    const first = await system.startReplica(PATIENT);
    customerId = await first.client.newCustomer();
    for (const point of POINTS) await point.prepare(system, first.client, customerId);
    const late = await killAtEveryPoint(first, () =>
      POINTS.forEach((point) => point.send(first.client, customerId)),
    );

    const second = await startWithoutWaiting();
    late.push(...(await killAtEveryPoint(second, () => system.endLeases())));

    await system.endLeases();
    ({ client } = await system.startReplica());
    await system.settled();
    late.forEach(({ letGo }) => letGo());
    await eventually(() => system.stock.isIdle && system.payments.isIdle);
  }, 60_000);
  afterAll(() => system.end());

  /** A replica whose worker looks for orders only when the test lets the leases end. */
  const startWithoutWaiting = () => system.startReplica({ ...PATIENT, RECOVERY_INTERVAL_MS: '50' });

  async function killAtEveryPoint(replica: Replica, begin: () => unknown): Promise<Reached[]> {
    const reaching = POINTS.map((point) => point.reach(system));
    await begin();
    const held = await Promise.all(reaching);
    const unrecorded = POINTS.filter(({ moment }) => moment === 'before writing down').length;
    await eventually(async () => (await system.waitingSessions()).length === unrecorded);
    await replica.process.kill('SIGKILL');
    await system.endSessions();
    held.forEach(({ unlock }) => unlock());
    return held;
  }

  it('answered none of the requests that it was killed in', () => {
    expect(POINTS.flatMap(({ unexpected }) => unexpected)).toEqual([]);
  });

  it.each(POINTS)('twice %s brings it to its end, with one charge at most', async (point) => {
    const order = await client.order(point.orderId);
    expect(order.state).toBe(point.ends);
    const charges = system.payments.chargesOf(point.orderId);
    const expected = { confirmed: ['charged'], cancelled: ['refunded'], rejected: [] }[point.ends];
    expect(charges.map(({ state }) => state)).toEqual(expected);
    expect(system.payments.refunds.filter((id) => id === point.orderId)).toHaveLength(
      point.ends === 'cancelled' ? 1 : 0,
    );
    expect(system.stock.total(point.productId)).toBe(100);
    expect(system.stock.taken(point.productId, 'held')).toBe(0);
    expect(system.stock.taken(point.productId, 'confirmed')).toBe(
      point.ends === 'confirmed' ? point.quantity : 0,
    );
  });

  it.each(POINTS)('twice %s answers a repetition with what became of the order', async (point) => {
    const repeated = await client.place<ErrorBody & { id: string }>(point.order(customerId), point.productId);
    expect(repeated.headers.get('idempotency-replayed')).toBe('true');
    const { status, code } = {
      placed: { status: 201, code: undefined },
      declined: { status: 402, code: 'CARD_DECLINED' },
      robbed: { status: 409, code: 'ORDER_CANCELLED' },
      cancelled: { status: 201, code: undefined },
    }[point.journey];
    expect([repeated.status, repeated.body.error_code]).toEqual([status, code]);
    expect(await system.orders('id', `lines @> '[{"product_id": "${point.productId}"}]'`)).toHaveLength(1);
  });

  it('wrote one event for every end that an order came to, without a gap', async () => {
    const events = await system.sql.query<{ position: string; type: string; order_id: string }>(
      'SELECT position, type, order_id FROM order_events ORDER BY position',
    );
    expect(events.map(({ position }) => Number(position))).toEqual(events.map((_, index) => index + 1));
    const expected = POINTS.flatMap(({ orderId, journey, ends }) =>
      [...(journey === 'cancelled' ? ['confirmed'] : []), ends].map((end) => `${orderId} order.${end}`),
    );
    expect(events.map(({ order_id, type }) => `${order_id} ${type}`).sort()).toEqual(expected.sort());
  });

  it('left no token behind', async () => {
    expect(await system.orders('id', 'payment_token IS NOT NULL')).toEqual([]);
  });
});
