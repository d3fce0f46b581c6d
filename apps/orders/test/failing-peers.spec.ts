import { randomUUID } from 'node:crypto';
import { eventually } from '@baluarte/testing';
import type { Fault } from './peers/fake-peer.js';
import type { Client, ErrorBody, NewOrder, OrderBody } from './system/client.js';
import { OrdersSystem, type Replica } from './system/orders-system.js';

const CHARGE = /^POST \/payments$/;

describe('an order whose services fail', () => {
  let system: OrdersSystem;
  let replica: Replica;
  let client: Client;
  let customerId: string;

  beforeAll(async () => {
    system = await OrdersSystem.start();
    replica = await system.startReplica();
    ({ client } = replica);
    customerId = await client.newCustomer();
  });
  afterEach(async () => {
    system.payments.heal();
    system.stock.heal();
    await system.settled();
  });
  afterAll(() => system.end());

  const newOrder = (): NewOrder => ({
    customer_id: customerId,
    lines: [{ product_id: system.newProduct(), quantity: 1 }],
    payment_token: 'tok_visa_of_ada',
  });
  const availableOf = (order: NewOrder) => system.stock.product(order.lines[0]?.product_id ?? '').available;

  async function finalOf(orderId: string): Promise<OrderBody> {
    await system.settled();
    return client.order(orderId);
  }

  describe('when the answer to the charge is', () => {
    it.each<[string, Fault, string]>([
      ['lost after the charge', { when: 'after', what: 'cut' }, 'confirmed'],
      ['lost before the charge', { when: 'before', what: 'cut' }, 'confirmed'],
      ['never given', { when: 'before', what: 'hang' }, 'confirmed'],
      ['too slow', { when: 'after', what: 'slow', ms: 4_500 }, 'confirmed'],
      ['garbage', { when: 'after', what: 'garbage' }, 'confirmed'],
      ['503 without a word about the charge', { when: 'after', what: 'unavailable' }, 'confirmed'],
    ])('%s, accepts the order, finds out and charges once', async (_how, fault, ends) => {
      const order = newOrder();
      const key = randomUUID();
      system.payments.fail(CHARGE, fault, 1);
      const accepted = await client.place(order, key);
      expect(accepted).toMatchObject({ status: 202, body: { state: 'payment_unknown' } });
      const early = await client.place(order, key);
      expect(early.headers.get('idempotency-replayed')).toBe('true');
      expect([201, 202]).toContain(early.status);
      expect(await finalOf(accepted.body.id)).toMatchObject({ state: ends });
      expect(system.payments.chargesOf(accepted.body.id)).toHaveLength(1);
      const late = await client.place(order, key);
      expect(late).toMatchObject({ status: 201, body: { id: accepted.body.id, state: 'confirmed' } });
      expect(availableOf(order)).toBe(99);
    });

    it('that it was given up after it had been in doubt, cancels the order and releases the stock', async () => {
      const order = { ...newOrder(), payment_token: 'tok_given_up' };
      system.payments.fail(CHARGE, { when: 'before', what: 'cut' }, 1);
      const { body } = await client.place(order);
      expect(body.state).toBe('payment_unknown');
      expect(await finalOf(body.id)).toMatchObject({ state: 'cancelled' });
      expect(availableOf(order)).toBe(100);
    });

    it('doubtful for long, asks again and again with one key and charges once', async () => {
      system.payments.fail(CHARGE, { when: 'after', what: 'cut' }, 4);
      const { body } = await client.place(newOrder());
      expect(await finalOf(body.id)).toMatchObject({ state: 'confirmed' });
      const asked = system.payments.requests.filter((request) =>
        JSON.stringify(request.body ?? '').includes(body.id),
      );
      expect(asked).toHaveLength(5);
      expect(new Set(asked.map(({ headers }) => headers['idempotency-key']))).toEqual(
        new Set([`order-${body.id}-charge`]),
      );
      expect(system.payments.chargesOf(body.id)).toHaveLength(1);
    });

    it('a conflict, which may mean that there is a charge, is found out and not taken for a refusal', async () => {
      system.payments.answerNext(CHARGE, 409, 'REQUEST_IN_PROGRESS');
      const accepted = await client.place(newOrder());
      expect(accepted).toMatchObject({ status: 202, body: { state: 'payment_unknown' } });
      expect(await finalOf(accepted.body.id)).toMatchObject({ state: 'confirmed' });
    });

    it('a payment that was not asked for, is not taken for the charge', async () => {
      system.payments.answerNext(CHARGE, 201, 'NOT_AN_ERROR', { id: randomUUID(), order_id: 'another' });
      const accepted = await client.place(newOrder());
      expect(accepted).toMatchObject({ status: 202, body: { state: 'payment_unknown' } });
      expect(await finalOf(accepted.body.id)).toMatchObject({ state: 'confirmed' });
    });

    it('lost, and the card turns out to be declined, rejects the order and answers 402 from then on', async () => {
      const order = { ...newOrder(), payment_token: 'tok_declined' };
      const key = randomUUID();
      system.payments.fail(CHARGE, { when: 'before', what: 'cut' }, 1);
      const accepted = await client.place(order, key);
      expect(accepted.status).toBe(202);
      expect(await finalOf(accepted.body.id)).toMatchObject({
        state: 'rejected',
        rejection: { error_code: 'CARD_DECLINED' },
      });
      const late = await client.place<ErrorBody>(order, key);
      expect(late).toMatchObject({ status: 402, body: { error_code: 'CARD_DECLINED' } });
      expect(availableOf(order)).toBe(100);
    });

    it('lost, and the payment turns out not to be made, cancels the order and says so from then on', async () => {
      const order = { ...newOrder(), payment_token: 'tok_down' };
      const key = randomUUID();
      system.payments.fail(CHARGE, { when: 'before', what: 'cut' }, 1);
      const accepted = await client.place(order, key);
      expect(accepted.status).toBe(202);
      expect(await finalOf(accepted.body.id)).toMatchObject({
        state: 'cancelled',
        rejection: { error_code: 'ORDER_CANCELLED' },
      });
      const late = await client.place<ErrorBody>(order, key);
      expect(late).toMatchObject({ status: 409, body: { error_code: 'ORDER_CANCELLED' } });
      expect(availableOf(order)).toBe(100);
    });
  });

  it('is cancelled at once, with its stock released, when the payment service refuses connections', async () => {
    const order = newOrder();
    await system.payments.stop();
    const failed = await client.place<ErrorBody>(order);
    await system.payments.start();
    expect(failed).toMatchObject({ status: 503, body: { error_code: 'PAYMENT_SERVICE_UNAVAILABLE' } });
    expect(failed.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(availableOf(order)).toBe(100);
  });

  it('stays in doubt while the payment service is away, because it may have charged before it went', async () => {
    system.payments.fail(CHARGE, { when: 'after', what: 'cut' }, 1);
    const { body } = await client.place(newOrder());
    await system.payments.stop();
    await eventually(async () => {
      const [row] = await system.orders<{ attempts: number }>('attempts', `id = '${body.id}'`);
      return (row?.attempts ?? 0) >= 3;
    });
    expect(await client.order(body.id)).toMatchObject({ state: 'payment_unknown' });
    await system.payments.start();
    expect(await finalOf(body.id)).toMatchObject({ state: 'confirmed' });
    expect(system.payments.chargesOf(body.id)).toHaveLength(1);
  });

  describe('when the stock service', () => {
    it('refuses connections, is cancelled without a trace elsewhere', async () => {
      const order = newOrder();
      const charges = system.payments.requests.length;
      await system.stock.stop();
      const failed = await client.place<ErrorBody>(order);
      await system.stock.start();
      expect(failed).toMatchObject({ status: 503, body: { error_code: 'STOCK_SERVICE_UNAVAILABLE' } });
      expect(system.payments.requests.length).toBe(charges);
    });

    it.each<[string, Fault, string]>([
      ['loses its answer', { when: 'after', what: 'cut' }, 'STOCK_SERVICE_UNAVAILABLE'],
      ['never answers', { when: 'after', what: 'hang' }, 'STOCK_SERVICE_TIMEOUT'],
      ['answers garbage', { when: 'after', what: 'garbage' }, 'STOCK_SERVICE_BAD_ANSWER'],
    ])('%s to the reservation, fails and holds nothing afterwards', async (_how, fault, code) => {
      const order = newOrder();
      system.stock.fail(/^PUT /, fault, 1);
      const failed = await client.place<ErrorBody>(order);
      expect(failed.body.error_code).toBe(code);
      await system.settled();
      expect(availableOf(order)).toBe(100);
    });

    it('is away when stock should be released, has answered its customer and releases it later', async () => {
      const order = { ...newOrder(), payment_token: 'tok_declined' };
      const key = randomUUID();
      system.stock.fail(/^DELETE /, { when: 'before', what: 'cut' }, 3);
      const refused = await client.place<ErrorBody>(order, key);
      expect(refused).toMatchObject({ status: 402, body: { error_code: 'CARD_DECLINED' } });
      const repeated = await client.place<ErrorBody>(order, key);
      expect(repeated).toMatchObject({ status: 402, body: { error_code: 'CARD_DECLINED' } });
      await system.settled();
      expect(availableOf(order)).toBe(100);
    });

    it.each<Fault['what']>(['cut', 'hang', 'garbage', 'unavailable'])(
      'fails a confirmation with %s, keeps the paid order and confirms it later',
      async (what) => {
        system.stock.fail(/\/confirm$/, { when: 'before', what } as Fault, 2);
        const accepted = await client.place(newOrder());
        expect(accepted).toMatchObject({ status: 202, body: { state: 'paid' } });
        expect(await finalOf(accepted.body.id)).toMatchObject({ state: 'confirmed' });
        expect(system.payments.chargesOf(accepted.body.id)).toHaveLength(1);
      },
    );

    it('has lost the pieces that were paid for, gives the money back and says that it was cancelled', async () => {
      const order = newOrder();
      system.stock.rob(order.lines[0]?.product_id ?? '');
      const key = randomUUID();
      const failed = await client.place<ErrorBody>(order, key);
      expect(failed).toMatchObject({ status: 409, body: { error_code: 'ORDER_CANCELLED' } });
      const orderId = String(failed.body.context?.['order_id']);
      expect(await client.order(orderId)).toMatchObject({ state: 'cancelled' });
      expect(system.payments.chargesOf(orderId)).toMatchObject([{ state: 'refunded' }]);
      expect((await client.place<ErrorBody>(order, key)).body.error_code).toBe('ORDER_CANCELLED');
    });
  });

  it('leaves no token in any log line', () => {
    expect(replica.process.output).toContain('step postponed');
    expect(replica.process.output).not.toContain('tok_');
  });

  it('logs the recovery under the trace of the request that placed it', async () => {
    system.payments.fail(CHARGE, { when: 'after', what: 'cut' } satisfies Fault, 1);
    const { headers, body } = await client.place(newOrder());
    await system.settled();
    const line = await eventually(
      () =>
        replica.process.logs.find(({ msg, order_id }) => msg === 'order recovered' && order_id === body.id) ??
        false,
    );
    expect(line['trace_id']).toBe(headers.get('x-trace-id'));
  });
});
