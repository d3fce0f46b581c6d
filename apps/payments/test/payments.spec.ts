import pg from 'pg';
import { eventually, PostgresServer } from '@baluarte/testing';
import { startPayments, type PaymentsService } from './payments-service.js';
import { startProcessor, type Processor } from './processor.js';

describe('payments, with the real processor simulator', () => {
  let processor: Processor;
  let payments: PaymentsService;

  beforeAll(async () => {
    processor = await startProcessor();
    payments = await startPayments(processor.url);
  });

  afterAll(async () => {
    await payments.stop();
    await processor.stop();
  });

  const charges = async (orderId: string) => (await processor.charges(orderId)).length;

  it('charges once and replays the answer to a repetition', async () => {
    const first = await payments.pay('o-1', 'tok_visa');
    expect(first).toMatchObject({
      status: 201,
      body: { order_id: 'o-1', state: 'charged', amount_minor: 1_990, currency: 'EUR' },
    });
    const second = await payments.pay('o-1', 'tok_visa');
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(await charges('o-1')).toBe(1);
  });

  it('charges once when 25 requests come with one key at once', async () => {
    const answers = await Promise.all(Array.from({ length: 25 }, () => payments.pay('o-25', 'tok_visa')));
    for (const { status, body } of answers)
      if (status !== 201) expect(body).toMatchObject({ error_code: 'REQUEST_IN_PROGRESS', status_code: 409 });
    expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThanOrEqual(1);
    expect(await charges('o-25')).toBe(1);
  });

  it('refuses a second payment for an order, and a key that is used for another request', async () => {
    await payments.pay('o-2', 'tok_visa');
    expect((await payments.pay('o-2', 'tok_visa', 'another-key')).body).toMatchObject({
      error_code: 'PAYMENT_CONFLICT',
    });
    expect((await payments.pay('o-3', 'tok_visa', 'key-o-2')).body).toMatchObject({
      error_code: 'IDEMPOTENCY_KEY_REUSED',
      status_code: 422,
    });
    expect(
      (
        await payments.ask('POST', '/payments', {
          body: { order_id: 'x', amount_minor: 1, currency: 'EUR', payment_token: 'tok_visa' },
        })
      ).body,
    ).toMatchObject({ error_code: 'IDEMPOTENCY_KEY_REQUIRED' });
    expect(await charges('o-2')).toBe(1);
  });

  it.each([
    ['tok_declined', 'CARD_DECLINED', 402],
    ['tok_insufficient_funds', 'INSUFFICIENT_FUNDS', 402],
    ['tok_nonsense', 'INVALID_PAYMENT_TOKEN', 400],
  ])('replays a refusal as a refusal: %s', async (token, code, status) => {
    for (const replayed of [null, 'true']) {
      const answer = await payments.pay(`o-${token}`, token);
      expect(answer).toMatchObject({ status, body: { error_code: code, service_name: 'payments' } });
      expect(answer.headers.get('idempotency-replayed')).toBe(replayed);
    }
    expect(await charges(`o-${token}`)).toBe(0);
  });

  it('lets a payment that was certainly not made be tried again with the same key', async () => {
    for (const status of [503, 503, 503]) {
      const answer = await payments.pay('o-down', 'tok_down');
      expect(answer).toMatchObject({
        status,
        body: { error_code: 'CARD_PROCESSOR_UNAVAILABLE', context: { executed: 'no' } },
      });
      expect(answer.headers.get('retry-after')).toBe('1');
    }
  });

  it('finds the charge whose answer was lost, and makes no second one', async () => {
    const lost = await payments.pay('o-lost', 'tok_lost');
    expect(lost.body).toMatchObject({ error_code: 'CARD_PROCESSOR_UNAVAILABLE' });
    expect(lost.body['context']).not.toHaveProperty('executed');
    const answer = await eventually(async () => {
      const again = await payments.pay('o-lost', 'tok_lost');
      return again.status === 201 && again;
    });
    expect(answer.body).toMatchObject({ state: 'charged' });
    expect(await charges('o-lost')).toBe(1);
  });

  it('finds a slow charge later', async () => {
    expect((await payments.pay('o-slow', 'tok_slow')).body).toMatchObject({
      error_code: 'CARD_PROCESSOR_TIMEOUT',
      status_code: 504,
    });
    await eventually(async () => (await payments.pay('o-slow', 'tok_slow')).status === 201);
    expect(await charges('o-slow')).toBe(1);
  });

  it.each(['tok_hang', 'tok_garbage'])(
    'stays in doubt as long as it may have been charged: %s',
    async (token) => {
      const { status, body } = await payments.pay(`o-${token}`, token);
      expect(status).toBe(token === 'tok_hang' ? 504 : 502);
      expect(body['context']).not.toHaveProperty('executed');
      expect((await payments.pay(`o-${token}`, 'tok_visa', 'other')).body).toMatchObject({
        error_code: 'PAYMENT_CONFLICT',
      });
    },
  );

  it('gives the money back once, however often it is asked', async () => {
    const { body } = await payments.pay('o-refund', 'tok_visa');
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, index) => payments.refund(body['id'], `refund-${index}`)),
    );
    for (const answer of answers) expect(answer).toMatchObject({ status: 200, body: { state: 'refunded' } });
    expect(await processor.charges('o-refund')).toMatchObject([{ status: 'refunded' }]);
    expect(
      (await payments.refund((await payments.pay('o-9', 'tok_visa')).body['order_id'], 'k')).body,
    ).toMatchObject({ error_code: 'VALIDATION_FAILED' });
  });

  it('does a refund that was asked for when the processor was down', async () => {
    const { body } = await payments.pay('o-later', 'tok_visa');
    await processor.kill();
    expect((await payments.refund(body['id'], 'refund-later')).body).toMatchObject({
      error_code: 'CARD_PROCESSOR_UNAVAILABLE',
    });
    await processor.resume();
    await eventually(async () => expect(await payments.state(body['id'])).toBe('refunded'));
    expect((await payments.refund(body['id'], 'refund-later')).status).toBe(200);
  });

  it('charges once although it is killed at any moment of a payment', async () => {
    for (let time = 0; time < 4; time += 1) {
      const order = `o-kill-${time}`;
      const first = payments.pay(order, time % 2 ? 'tok_slow' : 'tok_visa').catch(() => undefined);
      await eventually(async () => (await charges(order)) > 0);
      await payments.kill();
      await first;
      await payments.resume();
      await eventually(
        async () => (await payments.pay(order, time % 2 ? 'tok_slow' : 'tok_visa')).status === 201,
      );
      expect(await charges(order)).toBe(1);
    }
  });

  it('never logs the token of a card', () => {
    expect(payments.output()).not.toMatch(/tok_[a-z]/);
  });

  it('never stores the token of a card', async () => {
    const client = new pg.Client({ connectionString: payments.database.url });
    await client.connect();
    const { rows } = await client.query<{ all: string }>(
      "SELECT string_agg(payments::text, '') || (SELECT string_agg(idempotency_keys::text, '') FROM idempotency_keys) AS all FROM payments",
    );
    await client.end();
    expect(rows[0]?.all.replaceAll(/key-o-tok_\w+|o-tok_\w+/g, '')).not.toMatch(/tok_[a-z]/);
  });

  it('finds what its worker needs by index', async () => {
    const client = new pg.Client({ connectionString: payments.database.url });
    await client.connect();
    await client.query(`INSERT INTO payments (id, order_id, amount_minor, currency, state, idempotency_key, look_after)
      SELECT gen_random_uuid(), 'bulk-' || n, 1, 'EUR', 'charged', 'k', now() FROM generate_series(1, 20000) AS n`);
    await client.query('ANALYZE payments');
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN SELECT id FROM payments
      WHERE (state IN ('pending', 'unknown') OR (refund_wanted AND state = 'charged')) AND look_after <= now() ORDER BY look_after LIMIT 20`);
    await client.query("DELETE FROM payments WHERE order_id LIKE 'bulk-%'");
    await client.end();
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/payments_open/);
  });
});

describe('payments that give up soon', () => {
  let processor: Processor;
  let payments: PaymentsService;

  beforeAll(async () => {
    processor = await startProcessor();
    payments = await startPayments(processor.url, { PAYMENT_GIVE_UP_AFTER_MS: '1500' });
  });

  afterAll(async () => {
    await payments.stop();
    await processor.stop();
  });

  it.each(['tok_hang', 'tok_garbage'])(
    'rule a charge out at the processor when it never comes: %s',
    async (token) => {
      await payments.pay(`o-${token}`, token);
      const answer = await eventually(async () => {
        const again = await payments.pay(`o-${token}`, token);
        return again.status === 503 && again;
      });
      expect(answer.body).toMatchObject({
        error_code: 'CARD_PROCESSOR_UNAVAILABLE',
        context: { executed: 'no' },
      });
      expect(await processor.charges(`o-${token}`)).toEqual([]);
    },
  );

  it('settle a payment although whoever asked for it never comes back', async () => {
    await payments.pay('o-gone', 'tok_lost');
    const client = new pg.Client({ connectionString: payments.database.url });
    await client.connect();
    await eventually(async () => {
      const { rows } = await client.query("SELECT state FROM payments WHERE order_id = 'o-gone'");
      expect(rows).toEqual([{ state: 'charged' }]);
    });
    await client.end();
    expect(await processor.charges('o-gone')).toHaveLength(1);
  });
});

describe('payments whose database stops', () => {
  it('answer 503 in the contract and go on by themselves when it is back', async () => {
    const server = await PostgresServer.start();
    const processor = await startProcessor();
    const payments = await startPayments(processor.url, { TEST_SERVER_URL: server.url() });
    try {
      await server.kill();
      expect(await payments.pay('o-db', 'tok_visa')).toMatchObject({
        status: 503,
        body: { error_code: 'DATABASE_UNAVAILABLE' },
      });
      await server.resume();
      await eventually(async () => (await payments.pay('o-db', 'tok_visa')).status === 201);
      expect(await processor.charges('o-db')).toHaveLength(1);
    } finally {
      await payments.stop();
      await processor.stop();
      await server.remove();
    }
  });
});
