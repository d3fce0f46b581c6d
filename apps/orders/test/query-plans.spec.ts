import { idempotencyMigrations } from '@baluarte/idempotency';
import { Database, migrate } from '@baluarte/persistence';
import { createTestDatabase, type TestDatabase } from '@baluarte/testing';
import { TAKE_DUE } from '../src/infrastructure/held-orders.postgres.js';
import { READ_EVENTS } from '../src/infrastructure/order-events.postgres.js';
import { pageQuery } from '../src/infrastructure/orders.postgres.js';

const MIGRATIONS = new URL('../migrations/', import.meta.url);
const ORDERS = 50_000;
const CUSTOMERS = 500;

const uuid = (number: string) => `lpad(to_hex(${number}), 32, '0')::uuid`;

const FILL = [
  `INSERT INTO customers SELECT ${uuid('n')}, 'c' || n || '@example.org', 'C', now()
   FROM generate_series(1, ${CUSTOMERS}) n`,
  `INSERT INTO orders (id, customer_id, state, payment_id, lines, created_at, updated_at)
   SELECT ${uuid('n')}, ${uuid(`1 + n % ${CUSTOMERS}`)}, 'confirmed', 'p', '[]', now(), now()
   FROM generate_series(1, ${ORDERS}) n`,
  `UPDATE orders SET state = 'pending', next_step = 'reserve_stock', recover_after = now() - interval '1 s'
   WHERE id <= ${uuid('300')}`,
  `INSERT INTO order_events SELECT n, 'order.confirmed', ${uuid('n')}, now(), '[]'
   FROM generate_series(1, ${ORDERS}) n`,
  `INSERT INTO idempotency_keys (scope, key, fingerprint, holder, lease_until, expires_at)
   SELECT 's', 'k' || n, 'f', gen_random_uuid(), now(), now() FROM generate_series(1, ${ORDERS}) n`,
  'VACUUM ANALYZE',
];

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly Node[];
}

describe('the queries of every request, on tables that have grown', () => {
  let testDatabase: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = new Database({ url: testDatabase.url, applicationName: 'plans', statementTimeoutMs: 60_000 });
    await migrate(database, [idempotencyMigrations, MIGRATIONS]);
    for (const statement of FILL) await database.query(statement);
  }, 60_000);
  afterAll(async () => {
    await database.close();
    await testDatabase.drop();
  });

  async function plan(sql: string, params: readonly unknown[]): Promise<Node[]> {
    const [row] = await database.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(
      `EXPLAIN (FORMAT JSON) ${sql}`,
      params,
    );
    const all = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(all)];
    return row === undefined ? [] : all(row['QUERY PLAN'][0].Plan);
  }

  const ID = '00000000-0000-0000-0000-0000000000ff';

  it.each<[string, string, readonly unknown[], string]>([
    ['an order', 'SELECT * FROM orders WHERE id = $1', [ID], 'orders_pkey'],
    ['a customer', 'SELECT * FROM customers WHERE id = $1', [ID], 'customers_pkey'],
    [
      'an address',
      'SELECT * FROM customers WHERE lower(email) = $1',
      ['c7@example.org'],
      'customers_email_unique',
    ],
    ['the feed', READ_EVENTS, [ORDERS / 2, 100], 'order_events_pkey'],
    ['the end of the feed', READ_EVENTS, [ORDERS, 100], 'order_events_pkey'],
    ['orders that are due', TAKE_DUE, [10, 10_000], 'orders_due'],
    [
      'a key',
      'SELECT * FROM idempotency_keys WHERE scope = $1 AND key = $2',
      ['s', 'k'],
      'idempotency_keys_pkey',
    ],
  ])('find %s by index', async (_what, sql, params, index) => {
    const nodes = await plan(sql, params);
    expect(nodes.map((node) => node['Index Name'])).toContain(index);
    expect(nodes.filter((node) => node['Node Type'] === 'Seq Scan')).toEqual([]);
  });

  it.each<[string, string | undefined, string | undefined, string]>([
    ['the newest orders', undefined, undefined, 'orders_pkey'],
    ['older orders', ID, undefined, 'orders_pkey'],
    ["a customer's newest orders", undefined, ID, 'orders_by_customer'],
    ["a customer's older orders", ID, ID, 'orders_by_customer'],
  ])(
    'read a page of %s in the order of its index, without sorting',
    async (_what, before, customer, index) => {
      const { sql, params } = pageQuery(20, before, customer);
      const nodes = await plan(sql, params);
      expect(nodes.map((node) => node['Index Name'])).toContain(index);
      expect(nodes.map((node) => node['Node Type'])).not.toContain('Seq Scan');
      expect(nodes.map((node) => node['Node Type'])).not.toContain('Sort');
    },
  );

  it('take orders that are due in the order in which they became due', async () => {
    const nodes = await plan(TAKE_DUE, [10, 10_000]);
    expect(nodes.map((node) => node['Node Type'])).not.toContain('Sort');
  });
});
