import { randomUUID } from 'node:crypto';
import { PostgresServer } from '@baluarte/testing';
import type { Client, ErrorBody, NewOrder } from './system/client.js';
import { OrdersSystem } from './system/orders-system.js';

describe('a database that dies in the middle of an order', () => {
  let server: PostgresServer;
  let system: OrdersSystem;
  let client: Client;
  let customerId: string;

  beforeAll(async () => {
    server = await PostgresServer.start();
    system = await OrdersSystem.start(server.url());
    ({ client } = await system.startReplica());
    customerId = await client.newCustomer();
  }, 60_000);
  afterAll(async () => {
    await system.end();
    await server.remove();
  });

  it.each([
    ['before the stock is reserved', 'stock', /^PUT /, 'before'],
    ['after the stock was reserved', 'stock', /^PUT /, 'after'],
    ['before the charge', 'payments', /^POST \/payments$/, 'before'],
    ['after the charge', 'payments', /^POST \/payments$/, 'after'],
    ['after the confirmation', 'stock', /\/confirm$/, 'after'],
  ] as const)('%s: the client hears of it, and the order comes to its end afterwards', async (...row) => {
    const [, peer, route, when] = row;
    const productId = system.newProduct();
    const order: NewOrder = {
      customer_id: customerId,
      lines: [{ product_id: productId, quantity: 1 }],
      payment_token: 'tok_visa',
    };
    const key = randomUUID();
    const held = system[peer].hold(route, when);
    const placing = client.place<ErrorBody>(order, key);
    await held.arrived;
    await server.kill();
    held.letGo();
    const failed = await placing;
    expect(failed).toMatchObject({ status: 503, body: { error_code: 'DATABASE_UNAVAILABLE' } });
    expect(failed.headers.get('retry-after')).toMatch(/^\d+$/);
    expect((await client.get('/orders')).status).toBe(503);

    await server.resume();
    await system.settled();
    const orderId = system.stock.orderOf(productId);
    expect(await client.place(order, key)).toMatchObject({
      status: 201,
      body: { id: orderId, state: 'confirmed' },
    });
    expect(system.payments.chargesOf(orderId)).toHaveLength(1);
    expect(system.stock.total(productId)).toBe(100);
    expect(system.stock.taken(productId, 'confirmed')).toBe(1);
  });
});
