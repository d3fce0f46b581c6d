import { eventually } from '@baluarte/testing';
import type { Match } from './peers/fake-peer.js';
import type { NewOrder } from './system/client.js';
import { OrdersSystem, type Replica } from './system/orders-system.js';

const CHARGE = /^POST \/payments$/;
const COUNT = 60;

describe('two replicas', () => {
  let system: OrdersSystem;
  let customerId: string;
  let left: Replica;
  let right: Replica;

  beforeAll(async () => {
    system = await OrdersSystem.start();
    left = await system.startReplica();
    right = await system.startReplica();
    customerId = await left.client.newCustomer();
  });
  afterEach(() => system.payments.heal());
  afterAll(() => system.end());

  const newOrder = (): NewOrder => ({
    customer_id: customerId,
    lines: [{ product_id: system.newProduct(), quantity: 1 }],
    payment_token: 'tok_visa',
  });
  /** The first charge that is asked for each order. */
  function firstOfEachOrder(): Match {
    const seen = new Set<unknown>();
    return ({ method, path, body }) => {
      if (!CHARGE.test(`${method} ${path}`)) return false;
      const { order_id } = body as { order_id: string };
      return seen.size < seen.add(order_id).size;
    };
  }

  const recoveredBy = ({ process }: Replica) =>
    process.logs.filter(({ msg, state }) => msg === 'order recovered' && state === 'confirmed').length;

  it(`share ${COUNT} orders that nobody drives, and never drive one together`, async () => {
    const before = system.payments.requests.length;
    system.payments.fail(firstOfEachOrder(), { when: 'before', what: 'cut' });
    const placed = await Promise.all(
      Array.from({ length: COUNT }, (_, index) => (index % 2 ? left : right).client.place(newOrder())),
    );
    await system.settled();
    expect(placed.map(({ status }) => status)).toEqual(Array(COUNT).fill(202));
    expect(system.payments.charges).toHaveLength(COUNT);
    expect(system.payments.requests.length).toBe(before + 2 * COUNT);
    await eventually(() => recoveredBy(left) + recoveredBy(right) === COUNT);
    expect(recoveredBy(left)).toBeGreaterThan(0);
    expect(recoveredBy(right)).toBeGreaterThan(0);
  });

  it('leave an order alone while its request drives it', async () => {
    const held = system.stock.hold(/^PUT /, 'after');
    const placing = left.client.place(newOrder());
    const { path } = await held.arrived;
    const orderId = path.split('/')[2] ?? '';
    await roundsOfBothWorkers();
    expect(system.stock.count((request) => request.path.includes(orderId))).toBe(1);
    system.payments.heal();
    held.letGo();
    expect((await placing).status).toBe(201);
  });

  /** Both have looked for due orders at least twice since: each takes what becomes due now. */
  async function roundsOfBothWorkers(): Promise<void> {
    for (const _round of [1, 2]) {
      system.payments.heal();
      system.payments.fail(firstOfEachOrder(), { when: 'before', what: 'cut' });
      const { body } = await right.client.place(newOrder());
      await eventually(async () => (await right.client.order(body.id)).state === 'confirmed');
    }
  }

  it('let a holder that was paused for longer than its lease store nothing when it wakes', async () => {
    const held = system.payments.hold(CHARGE, 'after');
    const placing = left.client.place<Record<string, unknown>>(newOrder(), 'key-of-the-sleeper');
    const { body } = await held.arrived;
    const orderId = (body as { order_id: string }).order_id;
    process.kill(left.process.pid ?? 0, 'SIGSTOP');
    await eventually(async () => (await right.client.order(orderId)).state === 'confirmed');
    const finished = await right.client.order(orderId);
    held.letGo();
    process.kill(left.process.pid ?? 0, 'SIGCONT');
    const answer = await placing;
    expect([answer.status, answer.body['error_code']]).toEqual([409, 'REQUEST_IN_PROGRESS']);
    expect(await right.client.order(orderId)).toEqual(finished);
    expect(system.payments.chargesOf(orderId)).toHaveLength(1);
    const events = await system.sql.query('SELECT FROM order_events WHERE order_id = $1', [orderId]);
    expect(events).toHaveLength(1);
    const repeated = await left.client.place(
      { ...newOrder(), lines: finished.lines.map(({ product_id, quantity }) => ({ product_id, quantity })) },
      'key-of-the-sleeper',
    );
    expect(repeated).toMatchObject({ status: 201, body: { id: orderId } });
  });

  it('end without leaving an order half done when they are told to', async () => {
    const held = system.payments.hold(CHARGE, 'before');
    const placing = left.client.place(newOrder());
    await held.arrived;
    const ended = left.process.kill('SIGTERM');
    held.letGo();
    expect((await placing).status).toBe(201);
    expect(await ended).toBe(0);
    expect(await right.process.kill('SIGTERM')).toBe(0);
  });
});
