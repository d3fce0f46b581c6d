import { eventually } from '@baluarte/testing';
import { PaymentsSystem, type Replica } from './system/payments-system.js';

let system: PaymentsSystem;

beforeAll(async () => {
  system = await PaymentsSystem.start();
});
afterAll(() => system.end());

const NOT_KNOWN = { context: { cause: { service: 'psp' } } };

describe('a payment whose answer did not come', () => {
  let replica: Replica;

  beforeAll(async () => {
    replica = await system.startReplica();
  });
  afterAll(() => replica.process.kill());

  it.each([
    ['tok_lost', 502, 'CARD_PROCESSOR_BAD_ANSWER'],
    ['tok_slow', 504, 'CARD_PROCESSOR_TIMEOUT'],
  ])('was charged once, and the repetition finds that out: %s', async (token, status, error_code) => {
    const { client } = replica;
    expect(await client.pay(token, token)).toMatchObject({ status, body: { error_code, ...NOT_KNOWN } });
    expect(await system.charges(token)).toBe(1);
    expect((await client.repeat(token, token)).body).toMatchObject({ state: 'charged', order_id: token });
    expect(await system.charges(token)).toBe(1);
  });

  it.each([
    ['tok_hang', 504, 'CARD_PROCESSOR_TIMEOUT'],
    ['tok_garbage', 502, 'CARD_PROCESSOR_BAD_ANSWER'],
  ])('stays in doubt and keeps others from charging: %s', async (token, status, error_code) => {
    const { client } = replica;
    for (let time = 1; time <= 2; time += 1) {
      const answer = await client.pay(token, token);
      expect(answer).toMatchObject({ status, body: { error_code, ...NOT_KNOWN } });
      expect(answer.body['context']).not.toHaveProperty('executed');
    }
    const other = await client.pay(token, 'tok_visa', `other-${token}`);
    expect(other.body['error_code']).toBe('PAYMENT_CONFLICT');
    expect(await system.states(token)).toEqual(['unknown']);
  });

  it('does not look as if nothing had been done while the processor cannot be asked', async () => {
    const { client } = replica;
    system.wire.loseChargeAnswers(1);
    expect((await client.pay('away', 'tok_visa')).status).toBe(502);
    await system.wire.close();
    const { status, body } = await client.pay('away', 'tok_visa');
    expect([status, body['error_code']]).toEqual([504, 'CARD_PROCESSOR_TIMEOUT']);
    expect(body['context']).toEqual(NOT_KNOWN.context);
    await system.wire.open();
    await client.repeat('away', 'tok_visa');
    expect(await system.charges('away')).toBe(1);
  });

  it('is settled although whoever asked never comes back', async () => {
    const { client } = replica;
    await client.pay('gone', 'tok_lost');
    await system.settled('gone', 'charged');
    const answer = await client.pay('gone', 'tok_lost');
    expect([answer.status, answer.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    expect(await system.charges('gone')).toBe(1);
  });
});

describe('payments in doubt with two replicas', () => {
  const PATIENT = {
    PSP_CONNECT_TIMEOUT_MS: '15000',
    PSP_ATTEMPT_TIMEOUT_MS: '15000',
    PSP_TOTAL_TIMEOUT_MS: '15000',
    RESOLUTION_LEASE_MS: '60000',
  };

  let one: Replica;
  let other: Replica;

  beforeAll(async () => {
    [one, other] = await Promise.all([system.startReplica(PATIENT), system.startReplica(PATIENT)]);
  });
  afterAll(() => Promise.all([one.process.kill(), other.process.kill()]));

  it('are each looked after by one of them', async () => {
    const orders = Array.from({ length: 25 }, (_, index) => `shared-${index}`);
    system.wire.loseChargeAnswers(orders.length);
    await Promise.all(orders.map((order) => one.client.pay(order, 'tok_visa')));
    const before = system.wire.requests.length;
    await system.endLeases();
    await Promise.all(orders.map((order) => system.settled(order, 'charged')));
    const lookups = system.wire.requests.slice(before).filter((line) => line.includes('order_id=shared-'));
    expect(lookups.sort()).toEqual(
      orders.map((order) => `GET /api/v1/charges?order_id=${order} HTTP/1.1`).sort(),
    );
    for (const order of orders) expect(await system.charges(order)).toBe(1);
    expect(await Promise.all([one.process.kill('SIGTERM'), other.process.kill('SIGTERM')])).toEqual([0, 0]);
  });
});

describe('a payment that stays in doubt for too long', () => {
  const IMPATIENT = { PAYMENT_GIVE_UP_AFTER_MS: '1' };
  let replica: Replica;

  beforeAll(async () => {
    replica = await system.startReplica(IMPATIENT);
  });
  afterAll(() => replica.process.kill());

  it.each(['tok_hang', 'tok_garbage'])(
    'is ruled out at the processor by the repetition, and was then certainly not made: %s',
    async (token) => {
      const order = `late-${token}`;
      await replica.client.pay(order, token);
      const given = { body: { error_code: 'PAYMENT_CANCELLED', context: { order_id: order } } };
      expect(await replica.client.repeat(order, token, 409)).toMatchObject(given);
      expect(await replica.client.pay(order, token)).toMatchObject({ status: 409, ...given });
      expect(await system.states(order)).toContain('failed');
      expect(await system.charges(order)).toBe(0);
    },
  );

  it('is ruled out by the worker, and its key never charges: who repeats it for ever is told so', async () => {
    await replica.client.pay('poison', 'tok_hang');
    await system.settled('poison', 'failed');
    expect(await replica.client.pay('poison', 'tok_hang')).toMatchObject({
      status: 409,
      body: { error_code: 'PAYMENT_CANCELLED' },
    });
    expect(await system.states('poison')).toEqual(['failed']);
  });

  it('is ruled out by the worker, and a new request may charge', async () => {
    await replica.client.pay('abandoned', 'tok_hang');
    await system.settled('abandoned', 'failed');
    expect((await replica.client.pay('abandoned', 'tok_visa', 'another')).status).toBe(201);
    expect(await system.charges('abandoned')).toBe(1);
  });

  it('is never charged by a request that reaches the processor after that', async () => {
    const held = system.wire.hold('requests');
    const first = replica.client.pay('overtaken', 'tok_visa');
    await held.arrived;
    expect((await first).status).toBe(504);
    await replica.process.kill();
    const direct = await system.startReplica({ ...IMPATIENT, PSP_URL: system.processor.url });
    await system.settled('overtaken', 'failed');
    held.letGo();
    await eventually(() => system.wire.answers.some((line) => line.includes(' 409 ')));
    expect((await direct.client.pay('overtaken', 'tok_visa')).status).toBe(409);
    expect((await direct.client.pay('overtaken', 'tok_visa', 'once-more')).status).toBe(201);
    expect(await system.states('overtaken')).toEqual(['failed', 'charged']);
    expect(await system.charges('overtaken')).toBe(1);
  });
});
