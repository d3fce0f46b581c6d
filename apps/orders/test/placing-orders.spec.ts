import { randomUUID } from 'node:crypto';
import type { Client, ErrorBody, NewOrder, OrderBody } from './system/client.js';
import { OrdersSystem } from './system/orders-system.js';

describe('placing an order', () => {
  let system: OrdersSystem;
  let client: Client;
  let customerId: string;

  beforeAll(async () => {
    system = await OrdersSystem.start();
    ({ client } = await system.startReplica());
    customerId = await client.newCustomer();
  });
  afterAll(() => system.end());

  function orderOf(productId: string, changes: Partial<NewOrder> = {}): NewOrder {
    return {
      customer_id: customerId,
      lines: [{ product_id: productId, quantity: 2 }],
      payment_token: 'tok_visa',
      ...changes,
    };
  }

  it('reserves, charges and confirms, and answers with the order as it can be read later', async () => {
    const productId = system.newProduct(250);
    const placed = await client.place(orderOf(productId));
    expect(placed.status).toBe(201);
    expect(placed.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      customer_id: customerId,
      state: 'confirmed',
      lines: [{ product_id: productId, quantity: 2, unit_price_minor: 250 }],
      amount_minor: 500,
      currency: 'EUR',
      payment_id: system.payments.chargesOf(placed.body.id)[0]?.id,
      delivery_window: null,
      rejection: null,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      updated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
    expect(await client.order(placed.body.id)).toEqual(placed.body);
    expect(system.payments.chargesOf(placed.body.id)).toMatchObject([{ amountMinor: 500, state: 'charged' }]);
    expect(system.stock.taken(productId, 'confirmed')).toBe(2);
  });

  it('keeps the token no longer than the charge needs it', async () => {
    const { body } = await client.place(orderOf(system.newProduct(), { payment_token: 'tok_secret_1' }));
    expect(await system.orders('payment_token, next_step', `id = '${body.id}'`)).toEqual([
      { payment_token: null, next_step: null },
    ]);
  });

  it.each([
    ['tok_declined', 'CARD_DECLINED'],
    ['tok_insufficient_funds', 'INSUFFICIENT_FUNDS'],
  ])('rejects the order and releases the stock when the bank refuses %s', async (payment_token, code) => {
    const productId = system.newProduct();
    const key = randomUUID();
    const refused = await client.place<ErrorBody>(orderOf(productId, { payment_token }), key);
    expect(refused.status).toBe(402);
    expect(refused.body).toMatchObject({ error_code: code, status_code: 402, service_name: 'orders' });
    expect(refused.body.context).toMatchObject({ cause: { error_code: code } });
    const order = await client.order(String(refused.body.context?.['order_id']));
    expect(order).toMatchObject({ state: 'rejected', rejection: { error_code: code }, payment_id: null });
    expect(system.stock.taken(productId, 'held')).toBe(0);
    expect(system.stock.product(productId).available).toBe(100);
  });

  it('rejects an order for which there is too little stock, without asking for money', async () => {
    const productId = system.newProduct(250, 1);
    const before = system.payments.requests.length;
    const refused = await client.place<ErrorBody>(orderOf(productId));
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      error_code: 'INSUFFICIENT_STOCK',
      message: `Not enough stock of product ${productId}: requested 2, available 1.`,
      context: {
        product_id: productId,
        requested: 2,
        available: 1,
        cause: { service: 'fake', error_code: 'INSUFFICIENT_STOCK' },
      },
    });
    expect(system.payments.requests.length).toBe(before);
    expect(system.stock.total(productId)).toBe(1);
  });

  it('rejects an order in two currencies', async () => {
    const products = [system.newProduct(250, 100, 'EUR'), system.newProduct(250, 100, 'USD')];
    const refused = await client.place<ErrorBody>(
      orderOf('', { lines: products.map((product_id) => ({ product_id, quantity: 1 })) }),
    );
    expect(refused).toMatchObject({
      status: 409,
      body: { error_code: 'CURRENCY_MISMATCH', context: { left: 'EUR', right: 'USD' } },
    });
  });

  it('answers 404 for a product that does not exist', async () => {
    const refused = await client.place<ErrorBody>(orderOf('P999'));
    expect(refused).toMatchObject({ status: 404, body: { error_code: 'PRODUCT_NOT_FOUND' } });
  });

  it('stores nothing, not even the key, for a customer who does not exist', async () => {
    const stranger = randomUUID();
    const key = randomUUID();
    const order = orderOf(system.newProduct(), { customer_id: stranger });
    for (const attempt of [1, 2]) {
      const refused = await client.place<ErrorBody>(order, key);
      expect([attempt, refused.status, refused.body.error_code]).toEqual([
        attempt,
        404,
        'CUSTOMER_NOT_FOUND',
      ]);
    }
    expect(await system.orders('id', `customer_id = '${stranger}'`)).toEqual([]);
  });

  it('cancels, releases the stock and frees the key when the charge was certainly not made', async () => {
    const productId = system.newProduct();
    const key = randomUUID();
    const order = orderOf(productId, { payment_token: 'tok_down' });
    const failed = await client.place<ErrorBody>(order, key);
    expect(failed.status).toBe(503);
    expect(failed.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(failed.body).toMatchObject({
      error_code: 'PAYMENT_SERVICE_UNAVAILABLE',
      context: { cause: { error_code: 'CARD_PROCESSOR_UNAVAILABLE' } },
    });
    expect(system.stock.product(productId).available).toBe(100);
    const again = await client.place<ErrorBody>(order, key);
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([503, null]);
    expect(await system.orders('state', `lines @> '[{"product_id": "${productId}"}]'`)).toEqual([
      { state: 'cancelled' },
      { state: 'cancelled' },
    ]);
  });

  describe('with a delivery window', () => {
    const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();

    it('keeps it', async () => {
      const delivery_window = { from: hours(24), to: hours(26) };
      const placed = await client.place(orderOf(system.newProduct(), { delivery_window }));
      expect(placed).toMatchObject({ status: 201, body: { delivery_window } });
    });

    it.each([
      ['ends before it begins', hours(26), hours(24)],
      ['ends when it begins', hours(24), hours(24)],
      ['begins in the past', hours(-1), hours(24)],
    ])('refuses one that %s', async (_why, from, to) => {
      const refused = await client.place<ErrorBody>(
        orderOf(system.newProduct(), { delivery_window: { from, to } }),
      );
      expect(refused).toMatchObject({
        status: 400,
        body: { error_code: 'INVALID_DELIVERY_WINDOW', context: { from, to } },
      });
    });
  });

  it.each([
    ['no lines', { lines: [] }, 'lines'],
    ['51 lines', { lines: lines(51) }, 'lines'],
    ['a quantity of 0', { lines: [{ product_id: 'P001', quantity: 0 }] }, 'lines.0.quantity'],
    ['a quantity of 1001', { lines: [{ product_id: 'P001', quantity: 1_001 }] }, 'lines.0.quantity'],
    ['half a piece', { lines: [{ product_id: 'P001', quantity: 0.5 }] }, 'lines.0.quantity'],
    ['a product twice', { lines: [...lines(1), ...lines(1)] }, 'lines.1.product_id'],
    ['a token with a space', { payment_token: 'tok visa' }, 'payment_token'],
    ['a customer id that is none', { customer_id: 'me' }, 'customer_id'],
    [
      'a day as window',
      { delivery_window: { from: '2099-01-01', to: '2099-01-02' } },
      'delivery_window.from',
    ],
  ])('refuses %s and names the field', async (_what, changes, field) => {
    const refused = await client.place<ErrorBody>({ ...orderOf('P001'), ...changes } as NewOrder);
    expect(refused.status).toBe(422);
    expect(refused.body.error_code).toBe('VALIDATION_FAILED');
    const errors = refused.body.context?.['errors'] as { field: string }[];
    expect(errors.map((error) => error.field)).toContain(field);
  });

  it('refuses a field that it does not know, and names it', async () => {
    const order = { ...orderOf('P001'), surprise: 1 } as NewOrder;
    const refused = await client.place<ErrorBody>(order);
    expect(refused).toMatchObject({ status: 422, body: { error_code: 'VALIDATION_FAILED' } });
    expect(JSON.stringify(refused.body.context)).toContain('surprise');
  });

  it('takes 50 lines of 1000 pieces', async () => {
    const many = Array.from({ length: 50 }, () => ({
      product_id: system.newProduct(99_999, 1_000),
      quantity: 1_000,
    }));
    const placed = await client.place<OrderBody>(orderOf('', { lines: many }));
    expect(placed).toMatchObject({ status: 201, body: { amount_minor: 50 * 1_000 * 99_999 } });
  });
});

function lines(count: number) {
  return Array.from({ length: count }, (_, index) => ({ product_id: `P${index}`, quantity: 1 }));
}
