import { randomUUID } from 'node:crypto';
import type { Client, ErrorBody, NewOrder, OrderBody } from './system/client.js';
import { OrdersSystem } from './system/orders-system.js';

describe('a request that is repeated', () => {
  let system: OrdersSystem;
  let client: Client;
  let customerId: string;

  beforeAll(async () => {
    system = await OrdersSystem.start();
    ({ client } = await system.startReplica());
    customerId = await client.newCustomer();
  });
  afterAll(() => system.end());

  const newOrder = (payment_token = 'tok_visa', available = 100): NewOrder => ({
    customer_id: customerId,
    lines: [{ product_id: system.newProduct(250, available), quantity: 1 }],
    payment_token,
  });
  const ordersFor = (order: NewOrder) =>
    system.orders<{ id: string }>('id', `lines @> '[{"product_id": "${order.lines[0]?.product_id}"}]'`);

  it('makes one order and one charge, 25 times at once with one key', async () => {
    const order = newOrder();
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 25 }, () => client.place<OrderBody & ErrorBody>(order, key)),
    );
    const placed = await ordersFor(order);
    expect(placed).toHaveLength(1);
    expect(system.payments.chargesOf(placed[0]?.id ?? '')).toHaveLength(1);
    expect(system.stock.product(order.lines[0]?.product_id ?? '').available).toBe(99);
    const inProgress = answers.filter(({ status }) => status === 409);
    for (const { headers, body } of inProgress) {
      expect(body.error_code).toBe('REQUEST_IN_PROGRESS');
      expect(headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    }
    const good = answers.filter(({ status }) => status === 201);
    expect(good.length + inProgress.length).toBe(25);
    expect(new Set(good.map(({ body }) => body.id))).toEqual(new Set([placed[0]?.id]));
    expect(good.filter(({ headers }) => headers.get('idempotency-replayed') === null)).toHaveLength(1);
  });

  it('gets the same answer again, and says that it is a replay', async () => {
    const order = newOrder();
    const key = randomUUID();
    const first = await client.place(order, key);
    const second = await client.place(order, key);
    expect([second.status, second.body]).toEqual([first.status, first.body]);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(second.headers.get('idempotency-replayed')).toBe('true');
  });

  it('is the same request whatever the order of its fields, and with its key in quotes', async () => {
    const order = newOrder();
    const first = await client.place(order, 'the-key-of-fields');
    const { payment_token, lines, customer_id } = order;
    const second = await client.place({ payment_token, lines, customer_id }, '"the-key-of-fields"');
    expect([second.status, second.body.id]).toEqual([201, first.body.id]);
  });

  it.each([
    ['a declined card', 'tok_declined', 100, 402, 'CARD_DECLINED'],
    ['missing stock', 'tok_visa', 0, 409, 'INSUFFICIENT_STOCK'],
  ])('is refused again after %s, with a trace of its own', async (_why, token, available, status, code) => {
    const order = newOrder(token, available);
    const key = randomUUID();
    const first = await client.place<ErrorBody>(order, key);
    const charges = system.payments.requests.length;
    const second = await client.place<ErrorBody>(order, key);
    expect(first).toMatchObject({ status, body: { error_code: code } });
    expect(second).toMatchObject({ status, body: { error_code: code, context: first.body.context } });
    expect(second.body.message).toBe(first.body.message);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(second.body.trace_id).not.toBe(first.body.trace_id);
    expect(system.payments.requests.length).toBe(charges);
    expect(await ordersFor(order)).toHaveLength(1);
  });

  it('is refused with 422 when its body is another one', async () => {
    const order = newOrder();
    const key = randomUUID();
    await client.place(order, key);
    const other = await client.place<ErrorBody>({ ...order, payment_token: 'tok_other' }, key);
    expect(other).toMatchObject({ status: 422, body: { error_code: 'IDEMPOTENCY_KEY_REUSED' } });
    expect(await ordersFor(order)).toHaveLength(1);
  });

  it('is told to wait while the first one runs, and then gets its answer', async () => {
    const order = newOrder();
    const key = randomUUID();
    const held = system.payments.hold(/^POST \/payments$/, 'before');
    const first = client.place(order, key);
    await held.arrived;
    const meanwhile = await client.place<ErrorBody>(order, key);
    expect(meanwhile).toMatchObject({ status: 409, body: { error_code: 'REQUEST_IN_PROGRESS' } });
    expect(meanwhile.headers.get('retry-after')).toBe('1');
    held.letGo();
    expect((await first).status).toBe(201);
    expect((await client.place(order, key)).body).toEqual((await first).body);
  });

  it('is a new request once its key has expired, and the old order does not answer for it', async () => {
    const order = newOrder();
    const key = randomUUID();
    const held = system.payments.hold(/^POST \/payments$/, 'before');
    const first = client.place(order, key);
    await held.arrived;
    await system.sql.query("UPDATE idempotency_keys SET expires_at = now() - interval '1 s' WHERE key = $1", [
      key,
    ]);
    const second = await client.place(order, key);
    held.letGo();
    expect((await first).status).toBe(201);
    expect(second.body.id).not.toBe((await first).body.id);
    expect((await client.place(order, key)).body.id).toBe(second.body.id);
  });

  it.each([
    ['without a key', undefined, 'IDEMPOTENCY_KEY_REQUIRED'],
    ['with an empty key', '', 'IDEMPOTENCY_KEY_REQUIRED'],
    ['with a key of 256 characters', 'k'.repeat(256), 'IDEMPOTENCY_KEY_INVALID'],
    ['with half a quoted key', '"key', 'IDEMPOTENCY_KEY_INVALID'],
  ])('is refused %s', async (_how, key, code) => {
    const refused = await client.send<ErrorBody>('POST', '/orders', {
      body: newOrder(),
      headers: key === undefined ? {} : { 'idempotency-key': key },
    });
    expect(refused).toMatchObject({ status: 400, body: { error_code: code } });
  });
});
