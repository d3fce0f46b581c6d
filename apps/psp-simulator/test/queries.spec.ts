import { Database } from '@baluarte/persistence';
import { CHARGE_BY_ID, CHARGE_BY_KEY, CHARGES_OF_ORDER } from '../src/infrastructure/ledger-statements.js';
import { startPsp } from './psp.js';

let psp: Awaited<ReturnType<typeof startPsp>>;
let database: Database;

beforeAll(async () => {
  psp = await startPsp();
  database = new Database({ url: psp.database.url, applicationName: 'test', statementTimeoutMs: 30_000 });
  await database.query(
    `INSERT INTO charges (id, idempotency_key, order_id, amount_minor, currency)
     SELECT gen_random_uuid(), 'key-' || n, 'order-' || n, n, 'EUR' FROM generate_series(1, 5000) AS n`,
  );
  await database.query(
    `INSERT INTO refunds (id, charge_id, idempotency_key)
     SELECT gen_random_uuid(), id, 'refund-' || idempotency_key FROM charges`,
  );
  await database.query('ANALYZE');
});
afterAll(async () => {
  await database.close();
  await psp.close();
});

describe('the lookups of the ledger', () => {
  it.each([
    ['by key', CHARGE_BY_KEY, 'key-17'],
    ['by id', CHARGE_BY_ID, '0198c2f0-5b7e-7c3a-9d44-1f2e3a4b5c6d'],
    ['by order', CHARGES_OF_ORDER, 'order-17'],
  ])('use an index: %s', async (_by, sql, parameter) => {
    const plan = await database.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${sql}`, [parameter]);
    const text = plan.map((row) => row['QUERY PLAN']).join('\n');
    expect(text).toMatch(/Index Scan|Bitmap Index Scan/);
    expect(text).not.toContain('Seq Scan');
  });
});
