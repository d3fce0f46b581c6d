import { eventually } from '@baluarte/testing';
import type { Client } from './system/client.js';
import { PaymentsSystem, type Replica } from './system/payments-system.js';

let system: PaymentsSystem;
let replica: Replica;
let client: Client;

beforeAll(async () => {
  system = await PaymentsSystem.start();
  replica = await system.startReplica();
  client = replica.client;
});
afterAll(() => system.end());

const UNHEARD_OF = '0198c2f0-5b7e-7c3a-9d44-1f2e3a4b5c6d';

describe('a payment', () => {
  it('charges the card once, and a repetition gets the same answer', async () => {
    const first = await client.pay('paid', 'tok_visa');
    expect(first).toMatchObject({
      status: 201,
      body: { order_id: 'paid', state: 'charged', amount_minor: 1_990, currency: 'EUR' },
    });
    const second = await client.pay('paid', 'tok_visa');
    expect([second.status, second.body]).toEqual([201, first.body]);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect((await client.get(first.body['id'])).body).toEqual(first.body);
    expect(await system.charges('paid')).toBe(1);
  });

  it('charges once when 25 requests come with one key at once', async () => {
    const answers = await Promise.all(Array.from({ length: 25 }, () => client.pay('rush', 'tok_visa')));
    const paid = answers.filter(({ status }) => status === 201);
    expect(paid.length).toBeGreaterThanOrEqual(1);
    expect(new Set(paid.map(({ body }) => body['id'])).size).toBe(1);
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      expect(answer.body).toMatchObject({ error_code: 'REQUEST_IN_PROGRESS', status_code: 409 });
      expect(answer.headers.get('retry-after')).toBe('1');
    }
    expect(await system.charges('rush')).toBe(1);
  });

  it('charges once when 25 requests with different keys ask for one order at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 25 }, (_, index) => client.pay('rivals', 'tok_visa', `rival-${index}`)),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const { status, body } of answers)
      if (status !== 201) expect(body).toMatchObject({ error_code: 'PAYMENT_CONFLICT', status_code: 409 });
    expect(await system.charges('rivals')).toBe(1);
  });

  it('is refused for a key that belongs to another request', async () => {
    await client.pay('first', 'tok_visa', 'one-key');
    for (const other of [
      client.pay('second', 'tok_visa', 'one-key'),
      client.pay('first', 'tok_slow', 'one-key'),
    ])
      expect((await other).body).toMatchObject({ error_code: 'IDEMPOTENCY_KEY_REUSED', status_code: 422 });
    expect(await system.states('second')).toEqual([]);
  });

  it.each([
    ['tok_declined', 'CARD_DECLINED', 402],
    ['tok_insufficient_funds', 'INSUFFICIENT_FUNDS', 402],
    ['tok_unheard_of', 'INVALID_PAYMENT_TOKEN', 400],
  ])('that is refused stays refused when it is repeated: %s', async (token, code, status) => {
    for (const replayed of [null, 'true']) {
      const answer = await client.pay(`of-${token}`, token);
      expect(answer).toMatchObject({
        status,
        body: { error_code: code, service_name: 'payments', context: { cause: { service: 'psp' } } },
      });
      expect(answer.headers.get('idempotency-replayed')).toBe(replayed);
    }
    expect(await system.states(`of-${token}`)).toEqual(['declined']);
    expect(await system.charges(`of-${token}`)).toBe(0);
    expect((await client.pay(`of-${token}`, 'tok_visa', `another-card-${token}`)).status).toBe(201);
  });

  it.each(['tok_down', 'tok_rate_limited'])(
    'that was certainly not made says so, and can be tried again with the same key: %s',
    async (token) => {
      for (let attempt = 1; attempt <= 3; attempt += 1) {
        const answer = await client.pay(`of-${token}`, token);
        expect(answer).toMatchObject({
          status: 503,
          body: { error_code: 'CARD_PROCESSOR_UNAVAILABLE', context: { executed: 'no' } },
        });
        expect(answer.headers.get('retry-after')).toBe('1');
      }
      expect(await system.states(`of-${token}`)).toEqual(['failed', 'failed', 'failed']);
      expect(await system.charges(`of-${token}`)).toBe(0);
    },
  );

  it('was certainly not made when the processor takes no connection', async () => {
    await system.wire.close();
    expect(await client.pay('refused', 'tok_visa')).toMatchObject({
      status: 503,
      body: { error_code: 'CARD_PROCESSOR_UNAVAILABLE', context: { executed: 'no' } },
    });
    const health = await client.ask('GET', '/health');
    expect(health).toMatchObject({ status: 200, body: { details: { psp: { status: 'down' } } } });
    expect((await client.ask('GET', '/health/ready')).status).toBe(200);
    await system.wire.open();
    expect((await client.pay('refused', 'tok_visa')).status).toBe(201);
    expect(await system.charges('refused')).toBe(1);
  });
});

describe('a refund', () => {
  it('gives the money back once, however often and with whatever keys it is asked for', async () => {
    const { body } = await client.pay('back', 'tok_visa');
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, index) => client.refund(body['id'], `back-${index}`)),
    );
    for (const answer of answers) expect(answer).toMatchObject({ status: 200, body: { state: 'refunded' } });
    const again = await client.refund(body['id'], 'back-0');
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
    expect(await system.processor.charges('back')).toMatchObject([{ status: 'refunded' }]);
    expect((await client.pay('back', 'tok_visa', 'pay-again')).body['error_code']).toBe('PAYMENT_CONFLICT');
  });

  it('is refused for a payment that took no money, and for one that does not exist', async () => {
    await client.pay('poor', 'tok_declined');
    const [row] = await system.sql.query<{ id: string }>("SELECT id FROM payments WHERE order_id = 'poor'");
    expect(await client.refund(row?.id, 'poor')).toMatchObject({
      status: 409,
      body: { error_code: 'PAYMENT_NOT_REFUNDABLE', context: { state: 'declined' } },
    });
    expect((await client.refund(UNHEARD_OF, 'nothing')).body['error_code']).toBe('PAYMENT_NOT_FOUND');
    expect((await client.get(UNHEARD_OF)).body['error_code']).toBe('PAYMENT_NOT_FOUND');
  });

  it.each([
    ['before it reached the processor', () => system.wire.close()],
    ['and its answer was lost', () => Promise.resolve(system.wire.loseChargeAnswers(1))],
  ])('that failed %s is done although nobody asks again', async (how, breakWire) => {
    const order = `back-${how.length}`;
    const { body } = await client.pay(order, 'tok_visa');
    await breakWire();
    expect((await client.refund(body['id'], `later-${order}`)).status).toBeGreaterThanOrEqual(502);
    await system.wire.close();
    await system.wire.open();
    await system.settled(order, 'refunded');
    expect(await system.processor.charges(order)).toMatchObject([{ status: 'refunded' }]);
    expect((await client.refund(body['id'], `later-${order}`)).status).toBe(200);
  });
});

describe('a request that makes no sense', () => {
  const right = { order_id: 'o', amount_minor: 1, currency: 'EUR', payment_token: 'tok_visa' };
  it.each([
    [{ ...right, amount_minor: 0 }, 'amount_minor'],
    [{ ...right, amount_minor: 1_000_000_001 }, 'amount_minor'],
    [{ ...right, amount_minor: 1.5 }, 'amount_minor'],
    [{ ...right, currency: 'eur' }, 'currency'],
    [{ ...right, currency: 'ABC' }, 'currency'],
    [{ ...right, order_id: 'a\u0000b' }, 'order_id'],
    [{ ...right, payment_token: '' }, 'payment_token'],
    [{ ...right, more: 1 }, 'more'],
  ])('is refused with the field that is wrong: %j', async (body, field) => {
    const answer = await client.ask('POST', '/api/v1/payments', { key: 'nonsense', body });
    expect(answer).toMatchObject({
      status: 422,
      body: { error_code: 'VALIDATION_FAILED', context: { errors: [{ field }] } },
    });
    expect(JSON.stringify(answer.body)).not.toContain('tok_visa');
  });

  it('is refused without a key and for an id that is none', async () => {
    const answer = await client.ask('POST', '/api/v1/payments', { body: right });
    expect(answer.body).toMatchObject({ error_code: 'IDEMPOTENCY_KEY_REQUIRED', status_code: 400 });
    expect((await client.get('one')).body).toMatchObject({ error_code: 'VALIDATION_FAILED' });
  });
});

describe('the OpenAPI document', () => {
  it('names every error of every operation', async () => {
    const { body } = await client.ask('GET', '/docs-json');
    const paths = body['paths'] as Record<string, Record<string, { responses: object }>>;
    const statuses = (path: string, method: string) => Object.keys(paths[path]?.[method]?.responses ?? {});
    expect(statuses('/api/v1/payments', 'post')).toEqual(
      expect.arrayContaining(['201', '400', '402', '409', '413', '415', '422', '500', '502', '503', '504']),
    );
    expect(statuses('/api/v1/payments/{id}', 'get')).toEqual(
      expect.arrayContaining(['200', '404', '422', '500', '503', '504']),
    );
    expect(statuses('/api/v1/payments/{id}/refund', 'post')).toEqual(
      expect.arrayContaining(['200', '400', '404', '409', '422', '500', '502', '503', '504']),
    );
  });
});

describe('the token of a card', () => {
  it('is never logged, not even when the processor breaks off or talks nonsense', async () => {
    system.wire.loseChargeAnswers(1);
    await client.pay('secret', 'tok_visa');
    await client.pay('secret-garbage', 'tok_garbage');
    await eventually(() =>
      replica.process.logs.some(({ error_code }) => error_code === 'CARD_PROCESSOR_BAD_ANSWER'),
    );
    expect(replica.process.logs.length).toBeGreaterThan(50);
    expect(replica.process.output.replaceAll(/of-tok_\w+/g, '')).not.toMatch(/tok_[a-z]/);
  });

  it('is never stored', async () => {
    for (const table of ['payments', 'idempotency_keys']) {
      const rows = await system.sql.query<{ all: string }>(
        `SELECT row_to_json(${table})::text AS all FROM ${table}`,
      );
      expect(rows.length).toBeGreaterThan(20);
      const text = rows.map((row) => row.all).join('\n');
      expect(text.replaceAll(/(of|another-card)-tok_\w+/g, '')).not.toMatch(/tok_[a-z]/);
    }
  });
});
