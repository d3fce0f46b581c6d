import { TEST_TOKENS } from '../src/application/test-tokens.js';
import { errorOf, read, SLOW_ANSWER_MS, startPsp, type Merchant } from './psp.js';

let psp: Awaited<ReturnType<typeof startPsp>>;
let merchant: Merchant;

beforeAll(async () => {
  psp = await startPsp();
  merchant = psp.merchant;
});
afterAll(() => psp.close());

describe('a card that approves', () => {
  it('is charged', async () => {
    const order = merchant.newOrder();
    const { status, body } = await merchant.charge(order, 'tok_visa');
    expect(status).toBe(201);
    expect(body).toMatchObject({
      order_id: order,
      amount_minor: 1_000,
      currency: 'EUR',
      status: 'approved',
      idempotency_key: `key-${order}`,
    });
    expect(await merchant.chargesOf(order)).toEqual([body]);
  });
});

describe('a card that is refused', () => {
  it.each([
    ['tok_declined', 402, 'card_error', 'card_declined'],
    ['tok_insufficient_funds', 402, 'card_error', 'insufficient_funds'],
    ['tok_down', 503, 'api_error', 'processor_unavailable'],
    ['tok_unheard_of', 400, 'invalid_request_error', 'invalid_token'],
  ])('charges nothing, however often it is tried: %s', async (token, status, type, code) => {
    const order = merchant.newOrder();
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      const answer = await merchant.charge(order, token);
      expect(answer.status).toBe(status);
      expect(errorOf(answer)).toEqual({ type, code, message: expect.any(String) });
    }
    expect(await merchant.chargesOf(order)).toEqual([]);
  });
});

describe('a card with a processor that recovers', () => {
  it('fails twice per key and then approves: tok_flaky', async () => {
    const order = merchant.newOrder();
    const statuses = [];
    for (let attempt = 1; attempt <= 4; attempt += 1)
      statuses.push((await merchant.charge(order, 'tok_flaky')).status);
    expect(statuses).toEqual([503, 503, 201, 201]);
    expect(await merchant.chargesOf(order)).toHaveLength(1);
    expect((await merchant.charge(order, 'tok_flaky', 'another-key')).status).toBe(503);
  });

  it('asks to wait a second once per key and then approves: tok_rate_limited', async () => {
    const order = merchant.newOrder();
    const limited = await merchant.charge(order, 'tok_rate_limited');
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await merchant.charge(order, 'tok_rate_limited')).status).toBe(201);
    expect(await merchant.chargesOf(order)).toHaveLength(1);
  });
});

describe('a card whose answer goes wrong', () => {
  it('is charged at once and answered late, to repetitions too: tok_slow', async () => {
    const order = merchant.newOrder();
    const gaveUp = merchant.post(
      '/charges',
      merchant.body(order, 'tok_slow'),
      `key-${order}`,
      AbortSignal.timeout(100),
    );
    await expect(gaveUp).rejects.toThrow(/abort|timeout/i);
    const [charge] = await merchant.chargesOf(order);
    const { status, body } = await merchant.charge(order, 'tok_slow');
    const answeredAfterMs = Date.now() - Date.parse(String(charge?.['created_at']));
    expect(status).toBe(201);
    expect(body).toEqual(charge);
    expect(answeredAfterMs).toBeGreaterThanOrEqual(SLOW_ANSWER_MS - 5);
  });

  it('answers what is no JSON and charges nothing: tok_garbage', async () => {
    const order = merchant.newOrder();
    const response = await merchant.post('/charges', merchant.body(order, 'tok_garbage'), 'garbage');
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json']);
    const text = await response.text();
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
    expect(await merchant.chargesOf(order)).toEqual([]);
  });

  it('never answers and charges nothing: tok_hang', async () => {
    const order = merchant.newOrder();
    const waiting = merchant.post(
      '/charges',
      merchant.body(order, 'tok_hang'),
      'hang',
      AbortSignal.timeout(300),
    );
    await expect(waiting).rejects.toThrow(/abort|timeout/i);
    expect(await merchant.chargesOf(order)).toEqual([]);
  });

  it('is charged, then the connection is cut, and a repetition is answered: tok_lost', async () => {
    const order = merchant.newOrder();
    const lost = merchant.post('/charges', merchant.body(order, 'tok_lost'), `key-${order}`);
    await expect(lost).rejects.toMatchObject({
      cause: { code: expect.stringMatching(/UND_ERR_SOCKET|ECONNRESET/) },
    });
    const charges = await merchant.chargesOf(order);
    expect(charges).toHaveLength(1);
    const { status, body } = await merchant.charge(order, 'tok_lost');
    expect([status, body]).toEqual([201, charges[0]]);
    expect(await merchant.chargesOf(order)).toHaveLength(1);
  });
});

describe('the list of test cards', () => {
  it('names every one with its behaviour', async () => {
    const { body } = await read(await merchant.request('/tokens'));
    expect(body['items']).toEqual(TEST_TOKENS.map(({ token, description }) => ({ token, description })));
    expect(TEST_TOKENS.map(({ token }) => token).sort()).toEqual(
      [
        ...['tok_visa', 'tok_declined', 'tok_insufficient_funds', 'tok_slow', 'tok_flaky', 'tok_down'],
        ...['tok_rate_limited', 'tok_garbage', 'tok_hang', 'tok_lost'],
      ].sort(),
    );
  });
});
