import { randomUUID } from 'node:crypto';
import { eventually } from '@baluarte/testing';
import type { Client, ErrorBody, OrderBody } from './system/client.js';
import { OrdersSystem } from './system/orders-system.js';

const REFUND = /\/refund$/;

describe('cancelling an order', () => {
  let system: OrdersSystem;
  let client: Client;
  let customerId: string;

  beforeAll(async () => {
    system = await OrdersSystem.start();
    ({ client } = await system.startReplica());
    customerId = await client.newCustomer();
  });
  afterEach(() => {
    system.payments.heal();
    system.stock.heal();
  });
  afterAll(() => system.end());

  async function placed(payment_token = 'tok_visa') {
    const productId = system.newProduct();
    const lines = [{ product_id: productId, quantity: 3 }];
    const answer = await client.place<OrderBody & ErrorBody>({
      customer_id: customerId,
      lines,
      payment_token,
    });
    return { productId, orderId: answer.body.id ?? String(answer.body.context?.['order_id']) };
  }

  it('gives the money back and the pieces free, and tells the feed', async () => {
    const { orderId, productId } = await placed();
    const cancelled = await client.cancel(orderId);
    expect(cancelled).toMatchObject({ status: 200, body: { state: 'cancelled', rejection: null } });
    expect(system.payments.chargesOf(orderId)).toMatchObject([{ state: 'refunded' }]);
    expect(system.stock.product(productId).available).toBe(100);
    const events = await system.sql.query<{ type: string }>(
      'SELECT type FROM order_events WHERE order_id = $1 ORDER BY position',
      [orderId],
    );
    expect(events.map(({ type }) => type)).toEqual(['order.confirmed', 'order.cancelled']);
  });

  it('once more changes nothing', async () => {
    const { orderId } = await placed();
    const first = await client.cancel(orderId);
    const again = await client.cancel(orderId);
    expect(again).toMatchObject({ status: 200, body: first.body });
    expect(system.payments.refunds.filter((id) => id === orderId)).toHaveLength(1);
  });

  it('ten times at once refunds once', async () => {
    const { orderId, productId } = await placed();
    const answers = await Promise.all(Array.from({ length: 10 }, () => client.cancel(orderId)));
    expect(answers.every(({ status }) => status === 200 || status === 202)).toBe(true);
    expect(await client.order(orderId)).toMatchObject({ state: 'cancelled' });
    expect(
      system.payments.count((request) => request.path.includes('refund') && keyOf(request, orderId)),
    ).toBe(1);
    expect(system.stock.product(productId).available).toBe(100);
  });

  const keyOf = ({ headers }: { headers: Record<string, unknown> }, orderId: string) =>
    headers['idempotency-key'] === `order-${orderId}-refund`;

  it.each(['cut', 'hang', 'garbage', 'unavailable'] as const)(
    'is promised with 202 when the refund meets %s, and is done later, once',
    async (what) => {
      const { orderId, productId } = await placed();
      system.payments.fail(REFUND, { when: 'after', what }, 2);
      const promised = await client.cancel(orderId);
      expect(promised).toMatchObject({ status: 202, body: { state: 'confirmed' } });
      await eventually(async () => (await client.order(orderId)).state === 'cancelled');
      expect(system.payments.refunds.filter((id) => id === orderId)).toHaveLength(1);
      expect(system.stock.product(productId).available).toBe(100);
    },
  );

  it('is promised when the stock cannot be released, and is done later', async () => {
    const { orderId, productId } = await placed();
    await system.stock.stop();
    const promised = await client.cancel(orderId);
    await system.stock.start();
    expect(promised.status).toBe(202);
    await eventually(async () => (await client.order(orderId)).state === 'cancelled');
    expect(system.stock.product(productId).available).toBe(100);
  });

  it('leaves the answer to the request that placed it what it was', async () => {
    const order = {
      customer_id: customerId,
      lines: [{ product_id: system.newProduct(), quantity: 1 }],
      payment_token: 'tok_visa',
    };
    const key = randomUUID();
    const first = await client.place(order, key);
    await client.cancel(first.body.id);
    const repeated = await client.place(order, key);
    expect([repeated.status, repeated.body]).toEqual([201, first.body]);
  });

  it('is refused when the order was rejected', async () => {
    const { orderId } = await placed('tok_declined');
    const refused = await client.cancel<ErrorBody>(orderId);
    expect(refused).toMatchObject({
      status: 409,
      body: { error_code: 'ORDER_NOT_CANCELLABLE', context: { order_id: orderId, state: 'rejected' } },
    });
  });

  it('is refused while the order is being placed', async () => {
    const held = system.payments.hold(/^POST \/payments$/, 'before');
    const placing = placed();
    const { body } = await held.arrived;
    const { order_id } = body as { order_id: string };
    const refused = await client.cancel<ErrorBody>(order_id);
    expect(refused).toMatchObject({ status: 409, body: { error_code: 'ORDER_NOT_CANCELLABLE' } });
    held.letGo();
    expect((await client.cancel((await placing).orderId)).status).toBe(200);
  });

  it('answers 404 for an order that does not exist, and 422 for what is no id', async () => {
    expect(await client.cancel<ErrorBody>(randomUUID())).toMatchObject({
      status: 404,
      body: { error_code: 'ORDER_NOT_FOUND' },
    });
    expect(await client.cancel<ErrorBody>('mine')).toMatchObject({
      status: 422,
      body: { error_code: 'VALIDATION_FAILED' },
    });
  });
});
