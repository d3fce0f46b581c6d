import { ClaimLostError, idempotencyMigrations } from '@baluarte/idempotency';
import { Database, migrate } from '@baluarte/persistence';
import { createTestDatabase, type TestDatabase } from '@baluarte/testing';
import { answered } from '../src/application/answer-to.js';
import type { Held } from '../src/application/ports/payments.js';
import { PaymentKeys } from '../src/infrastructure/payment-keys.js';
import { READ_PAYMENT, TAKE_OPEN } from '../src/infrastructure/payment-statements.js';
import { PostgresPayments } from '../src/infrastructure/payments.postgres.js';

const SETTINGS = { giveUpAfterMs: 30_000, intervalMs: 1_000, leaseMs: 60_000 };
const ORDER = { amountMinor: 1_990, currency: 'EUR' };

let testDatabase: TestDatabase;
let database: Database;
let payments: PostgresPayments;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = new Database({ url: testDatabase.url, applicationName: 'test', statementTimeoutMs: 30_000 });
  await migrate(database, [idempotencyMigrations, new URL('../migrations/', import.meta.url)]);
  payments = new PostgresPayments(database, new PaymentKeys(SETTINGS.leaseMs), SETTINGS);
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

async function begin(orderId: string): Promise<Held> {
  const beginning = await payments.begin({ key: orderId, fingerprint: 'same' }, { ...ORDER, orderId });
  if (beginning.type !== 'held') throw new Error(`The request was ${beginning.type}.`);
  return beginning.held;
}

/** As if the process that holds the key had stood still for longer than its lease. */
const endLease = (key: string) =>
  database.query("UPDATE idempotency_keys SET lease_until = now() - interval '1 ms' WHERE key = $1", [key]);

describe('a request that was taken over', () => {
  it('cannot say any more that nothing was charged', async () => {
    const first = await begin('taken-over');
    await endLease('taken-over');
    const second = await begin('taken-over');
    expect(second).toMatchObject({ resumed: true, payment: { facts: { id: first.payment.facts.id } } });

    const late = payments.settle(first, first.payment.failed(), { type: 'forget' });
    await expect(late).rejects.toThrow(ClaimLostError);
    expect((await payments.get(first.payment.facts.id)).facts.state).toBe('pending');

    await payments.settle(second, second.payment.charged('ch_1'), answered(201));
    const replayed = await payments.begin(
      { key: 'taken-over', fingerprint: 'same' },
      { ...ORDER, orderId: 'x' },
    );
    expect(replayed).toMatchObject({ type: 'replay', answer: { status: 201, body: { state: 'charged' } } });
  });

  it('leaves what a worker settled in the meantime as it is', async () => {
    const held = await begin('settled');
    await payments.resolve(held.payment.charged('ch_2'), answered(201));
    const stored = await payments.settle(held, held.payment.inDoubt(), { type: 'leave_open' });
    expect(stored.facts).toMatchObject({ state: 'charged', chargeId: 'ch_2' });
    await payments.resolve(held.payment.failed(), { type: 'forget' });
    expect((await payments.get(held.payment.facts.id)).facts.state).toBe('charged');
    const again = await payments.begin(
      { key: 'settled', fingerprint: 'same' },
      { ...ORDER, orderId: 'settled' },
    );
    expect(again.type).toBe('replay');
  });
});

describe('open payments', () => {
  it('are given to one of many workers at once', async () => {
    const orders = Array.from({ length: 30 }, (_, index) => `open-${index}`);
    for (const order of orders) await begin(order);
    await database.query("UPDATE payments SET look_after = now() WHERE order_id LIKE 'open-%'");
    const taken = await Promise.all(Array.from({ length: 8 }, () => payments.takeOpen(10)));
    const ids = taken.flat().map(({ payment }) => payment.facts.id);
    expect(ids).toHaveLength(orders.length);
    expect(new Set(ids).size).toBe(orders.length);
  });
});

describe('the statements that run often', () => {
  beforeAll(async () => {
    await database.query(
      `INSERT INTO payments (id, order_id, amount_minor, currency, state, charge_id, idempotency_key, look_after)
       SELECT gen_random_uuid(), 'bulk-' || n, 1, 'EUR', 'charged', 'ch_' || n, 'key-' || n, now()
       FROM generate_series(1, 20000) AS n`,
    );
    await database.query('ANALYZE');
  });

  it.each([
    ['a payment by id', READ_PAYMENT, ['0198c2f0-5b7e-7c3a-9d44-1f2e3a4b5c6d'], 'payments_pkey'],
    ['open payments', TAKE_OPEN, [10, 60], 'payments_open'],
    [
      'the payment of an order',
      `SELECT id FROM payments WHERE order_id = $1 AND state IN ('pending', 'unknown', 'charged', 'refunded')`,
      ['bulk-17'],
      'payments_one_per_order',
    ],
  ])('find %s by index', async (_what, sql, params, index) => {
    const rows = await database.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${sql}`, params);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain(index);
    expect(plan).not.toContain('Seq Scan');
  });
});
