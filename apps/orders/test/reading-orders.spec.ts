import { randomUUID } from 'node:crypto';
import type { Client, ErrorBody, OrderBody } from './system/client.js';
import { OrdersSystem } from './system/orders-system.js';

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next_cursor: string | null;
}

describe('reading', () => {
  let system: OrdersSystem;
  let client: Client;

  beforeAll(async () => {
    system = await OrdersSystem.start();
    ({ client } = await system.startReplica());
  });
  afterAll(() => system.end());

  async function placeFor(customer_id: string, count: number): Promise<string[]> {
    const product_id = system.newProduct();
    const ids: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const lines = [{ product_id, quantity: 1 }];
      ids.push((await client.place({ customer_id, lines, payment_token: 'tok_visa' })).body.id);
    }
    return ids;
  }

  async function pages<Item>(path: string): Promise<Item[][]> {
    const all: Item[][] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const more: string = cursor && `&cursor=${cursor}`;
      const page: Page<Item> = (await client.get<Page<Item>>(`${path}${more}`)).body;
      all.push([...page.items]);
      cursor = page.next_cursor;
    }
    return all;
  }

  describe('orders', () => {
    it("shows a customer's orders newest first, page by page, each once", async () => {
      const customerId = await client.newCustomer();
      const ids = await placeFor(customerId, 7);
      await placeFor(await client.newCustomer(), 2);
      const seen = await pages<OrderBody>(`/orders?customer_id=${customerId}&limit=3`);
      expect(seen.map((page) => page.length)).toEqual([3, 3, 1]);
      expect(seen.flat().map(({ id }) => id)).toEqual(ids.reverse());
    });

    it('shows the orders of all customers without a filter, 20 unless told', async () => {
      await placeFor(await client.newCustomer(), 13);
      const total = (await system.orders('id')).length;
      const [first, ...others] = await pages<OrderBody>('/orders?');
      expect(first).toHaveLength(20);
      expect([...(first ?? []), ...others.flat()]).toHaveLength(total);
    });

    it('does not shift pages when orders are placed in between', async () => {
      const customerId = await client.newCustomer();
      const ids = await placeFor(customerId, 4);
      const path = `/orders?customer_id=${customerId}&limit=2`;
      const first = await client.get<Page<OrderBody>>(path);
      await placeFor(customerId, 3);
      const second = await client.get<Page<OrderBody>>(`${path}&cursor=${first.body.next_cursor}`);
      expect(second.body.items.map(({ id }) => id)).toEqual([ids[1], ids[0]]);
    });

    it.each(['0', '101', '-1', '1.5', 'many', '1&limit=2'])('refuses a limit of %s', async (limit) => {
      expect(await client.get<ErrorBody>(`/orders?limit=${limit}`)).toMatchObject({
        status: 422,
        body: { error_code: 'VALIDATION_FAILED' },
      });
    });

    it.each(['/orders?cursor=', '/order-events?after='])(
      '%s refuses a cursor that it did not give',
      async (path) => {
        for (const forged of ['AAAA', btoa('["x"]').replaceAll('=', ''), btoa('[1,2]').replaceAll('=', '')])
          expect(await client.get<ErrorBody>(`${path}${forged}`)).toMatchObject({
            status: 400,
            body: { error_code: 'INVALID_CURSOR' },
          });
      },
    );

    it('answers 404 for an order that does not exist', async () => {
      const orderId = randomUUID();
      expect(await client.get<ErrorBody>(`/orders/${orderId}`)).toMatchObject({
        status: 404,
        body: { error_code: 'ORDER_NOT_FOUND', context: { order_id: orderId } },
      });
    });
  });

  it('follows the feed of events from its beginning to its end and waits there', async () => {
    await placeFor(await client.newCustomer(), 5);
    let after = '';
    const seen: { position: number; type: string; order_id: string; lines: unknown[] }[] = [];
    for (;;) {
      const { body } = await client.get<Page<(typeof seen)[number]>>(
        `/order-events?limit=2${after && `&after=${after}`}`,
      );
      seen.push(...body.items);
      if (body.items.length === 0) {
        expect(body.next_cursor).toBe(after);
        break;
      }
      after = body.next_cursor ?? '';
    }
    expect(seen.map(({ position }) => position)).toEqual(seen.map((_, index) => index + 1));
    const last = seen.at(-1);
    expect(last).toMatchObject({
      type: 'order.confirmed',
      occurred_at: (await client.get(`/orders/${last?.order_id}`)).body['updated_at'],
      lines: [{ quantity: 1, unit_price_minor: 250 }],
    });
  });

  describe('customers', () => {
    const register = (email: string, name = 'Ada Lovelace') =>
      client.send<ErrorBody & { id: string; email: string }>('POST', '/customers', { body: { email, name } });

    it('are registered and read', async () => {
      const email = `Ada.${randomUUID()}@Example.org`;
      const registered = await register(email);
      expect(registered).toMatchObject({ status: 201, body: { email, name: 'Ada Lovelace' } });
      expect((await client.get(`/customers/${registered.body.id}`)).body).toEqual(registered.body);
    });

    it('never share an e-mail address, however it is written, not even when they come at once', async () => {
      const email = `${randomUUID()}@example.org`;
      const answers = await Promise.all([email, email.toUpperCase(), email].map((each) => register(each)));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
      expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
        error_code: 'EMAIL_ALREADY_EXISTS',
      });
    });

    it.each([
      ['no address', 'ada', 'Ada'],
      ['an address too long', `${'a'.repeat(250)}@example.org`, 'Ada'],
      ['an empty name', 'ada@example.org', '   '],
      ['a name with a NUL', 'ada@example.org', 'A\u0000da'],
    ])('are refused with %s', async (_what, email, name) => {
      expect(await register(email, name)).toMatchObject({
        status: 422,
        body: { error_code: 'VALIDATION_FAILED' },
      });
    });

    it('are answered 404 when there is no such one', async () => {
      expect(await client.get<ErrorBody>(`/customers/${randomUUID()}`)).toMatchObject({
        status: 404,
        body: { error_code: 'CUSTOMER_NOT_FOUND' },
      });
    });
  });
});
