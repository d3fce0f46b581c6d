import { errorOf, read, startPsp, type Merchant } from './psp.js';

let psp: Awaited<ReturnType<typeof startPsp>>;
let merchant: Merchant;

beforeAll(async () => {
  psp = await startPsp();
  merchant = psp.merchant;
});
afterAll(() => psp.close());

const UNKNOWN_CHARGE = '0198c2f0-5b7e-7c3a-9d44-1f2e3a4b5c6d';

describe('an Idempotency-Key', () => {
  it('charges once for 25 requests at once and gives all the same answer', async () => {
    const order = merchant.newOrder();
    const answers = await Promise.all(Array.from({ length: 25 }, () => merchant.charge(order, 'tok_visa')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body['id'])).size).toBe(1);
    expect(await merchant.chargesOf(order)).toHaveLength(1);
  });

  it('cuts one of 25 requests at once off and answers the others: tok_lost', async () => {
    const order = merchant.newOrder();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 25 }, () => merchant.charge(order, 'tok_lost')),
    );
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(await merchant.chargesOf(order)).toHaveLength(1);
  });

  it.each([
    ['was charged', 'tok_visa'],
    ['was refused', 'tok_declined'],
  ])('is refused for another body when the first %s', async (_first, token) => {
    const order = merchant.newOrder();
    await merchant.charge(order, token);
    const before = await merchant.chargesOf(order);
    for (const [changed, amount] of [
      [token, 2_000],
      ['tok_slow', 1_000],
      ['tok_hang', 1_000],
    ] as const) {
      const answer = await merchant.charge(order, changed, `key-${order}`, amount);
      expect([answer.status, errorOf(answer)['code']]).toEqual([409, 'key_reused']);
    }
    expect(await merchant.chargesOf(order)).toEqual(before);
  });

  it.each([[undefined], [''], ['x'.repeat(256)]])('is required: %p', async (key) => {
    const order = merchant.newOrder();
    const answer = await read(await merchant.post('/charges', merchant.body(order, 'tok_visa'), key));
    expect([answer.status, errorOf(answer)['code']]).toEqual([400, 'idempotency_key_required']);
    expect(await merchant.chargesOf(order)).toEqual([]);
  });
});

describe('a cancellation', () => {
  it('rules out a charge that comes later', async () => {
    const order = merchant.newOrder();
    expect((await merchant.cancel(`key-${order}`)).body).toEqual({ status: 'cancelled' });
    const answer = await merchant.charge(order, 'tok_visa');
    expect([answer.status, errorOf(answer)['code']]).toEqual([409, 'cancelled']);
    expect(await merchant.chargesOf(order)).toEqual([]);
  });

  it('tells of the charge when it comes too late', async () => {
    const order = merchant.newOrder();
    const { body: charge } = await merchant.charge(order, 'tok_visa');
    expect((await merchant.cancel(`key-${order}`)).body).toEqual({ status: 'charged', charge });
    expect((await merchant.charge(order, 'tok_visa')).body).toEqual(charge);
  });

  it('and a charge at the same moment never both win', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const order = merchant.newOrder();
        const [charged, cancelled] = await Promise.all([
          merchant.charge(order, 'tok_visa'),
          merchant.cancel(`key-${order}`),
        ]);
        const charges = await merchant.chargesOf(order);
        return { charged: charged.status, said: cancelled.body['status'], charges: charges.length };
      }),
    );
    for (const { charged, said, charges } of outcomes) {
      expect(charges).toBe(charged === 201 ? 1 : 0);
      expect(said).toBe(charged === 201 ? 'charged' : 'cancelled');
    }
  });
});

describe('a refund', () => {
  it('gives the money back once, however many ask for it at the same moment', async () => {
    for (let round = 0; round < 20; round += 1) {
      const order = merchant.newOrder();
      const { body: charge } = await merchant.charge(order, 'tok_visa');
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => merchant.refund(charge['id'], `refund-${order}`)),
      );
      for (const { status, body } of answers) expect([status, body['status']]).toEqual([200, 'refunded']);
      expect((await merchant.chargesOf(order)).map(({ status }) => status)).toEqual(['refunded']);
    }
  });

  it('is refused for a charge that does not exist', async () => {
    const answer = await merchant.refund(UNKNOWN_CHARGE, 'refund-nothing');
    expect([answer.status, errorOf(answer)['code']]).toEqual([404, 'no_such_charge']);
  });

  it('is refused when its key gave another charge back', async () => {
    const [one, other] = [merchant.newOrder(), merchant.newOrder()];
    const { body: first } = await merchant.charge(one, 'tok_visa');
    const { body: second } = await merchant.charge(other, 'tok_visa');
    await merchant.refund(first['id'], 'refund-one');
    const answer = await merchant.refund(second['id'], 'refund-one');
    expect([answer.status, errorOf(answer)['code']]).toEqual([409, 'key_reused']);
    expect((await merchant.chargesOf(other)).map(({ status }) => status)).toEqual(['approved']);
  });
});

describe('a request that makes no sense', () => {
  const order = { order_id: 'o', amount_minor: 1, currency: 'EUR', payment_token: 'tok_visa' };
  it.each([
    ['a wrong type', JSON.stringify({ ...order, amount_minor: '1' })],
    ['a NUL', JSON.stringify({ ...order, order_id: 'a\u0000b' })],
    ['an unknown field', JSON.stringify({ ...order, more: 1 })],
    ['broken JSON', '{"order_id": '],
    ['too much', JSON.stringify({ ...order, order_id: 'x'.repeat(200_000) })],
  ])('is refused in the processor’s own words: %s', async (_what, body) => {
    const answer = await read(
      await merchant.request('/charges', {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', 'idempotency-key': 'nonsense' },
      }),
    );
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(errorOf(answer)).toMatchObject({ type: 'invalid_request_error', code: 'invalid_request' });
  });

  it('is refused where there is nothing', async () => {
    const answer = await read(await merchant.request('/nothing'));
    expect([answer.status, errorOf(answer)['code']]).toEqual([404, 'not_found']);
  });
});
