import { PRODUCT_QUERIES } from '../src/infrastructure/products.postgres.js';
import { RESERVATION_STATEMENTS } from '../src/infrastructure/reservations.postgres.js';
import { SHELF_STATEMENTS } from '../src/infrastructure/shelves.postgres.js';
import { Auditor } from './auditor.js';
import { startStock, type StockService } from './stock-service.js';

interface Page {
  readonly items: readonly { readonly product_id: string; readonly name: string }[];
  readonly next_cursor: string | null;
}

describe('the catalogue', () => {
  let stock: StockService;
  let auditor: Auditor;

  beforeAll(async () => {
    stock = await startStock();
    auditor = await Auditor.over(stock.database);
  });

  afterAll(async () => {
    await auditor.leave();
    await stock.close();
  });

  const list = async (query = '') =>
    (await stock.ask('GET', `/products${query}`)).body as unknown as Page & Record<string, unknown>;

  it('has at least fifty products that can be told apart and bought', async () => {
    const { rows } = await auditor.client.query<{ name: string; price_minor: string; available: number }>(
      'SELECT name, price_minor, available FROM products',
    );
    expect(rows.length).toBeGreaterThanOrEqual(50);
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
    expect(rows.every(({ price_minor, available }) => Number(price_minor) > 0 && available > 0)).toBe(true);
  });

  it('is listed page by page, each product once and in order', async () => {
    const seen: string[] = [];
    for (let page = await list('?limit=20'); ; page = await list(`?limit=20&cursor=${page.next_cursor}`)) {
      seen.push(...page.items.map(({ product_id }) => product_id));
      if (page.next_cursor === null) break;
    }
    expect(seen.length).toBeGreaterThanOrEqual(50);
    expect(seen).toEqual([...new Set(seen)].toSorted());
  });

  it('goes on behind the last product that was seen, also when others came and went', async () => {
    const { items, next_cursor } = await list('?limit=2');
    expect(items.map(({ product_id }) => product_id)).toEqual(['P001', 'P002']);
    await auditor.client.query(`INSERT INTO products VALUES ('P0015', 'New', 'New.', 100, 'EUR', 1)`);
    try {
      expect((await list(`?limit=1&cursor=${next_cursor}`)).items[0]?.product_id).toBe('P003');
    } finally {
      await auditor.client.query(`DELETE FROM products WHERE product_id = 'P0015'`);
    }
  });

  it.each([
    ['?cursor=nonsense', 'INVALID_CURSOR'],
    ['?limit=0', 'VALIDATION_FAILED'],
    ['?limit=101', 'VALIDATION_FAILED'],
    ['?limit=ten', 'VALIDATION_FAILED'],
    ['?offset=20', 'VALIDATION_FAILED'],
  ])('is not listed by %s', async (query, code) => {
    expect(await list(query)).toMatchObject({ error_code: code });
  });

  it('is found by index, never by reading the whole table', async () => {
    await auditor.client.query(
      `INSERT INTO products SELECT 'X' || n, 'n', 'd', 1, 'EUR', 1 FROM generate_series(1, 20000) AS n`,
    );
    await auditor.client.query(
      `INSERT INTO reservations SELECT 'x' || n, 'held', '[]' FROM generate_series(1, 20000) AS n`,
    );
    await auditor.client.query('ANALYZE products, reservations');
    const ids = ['P001', 'P002', 'P003'];
    const statements = [
      [PRODUCT_QUERIES.get, ['P001'], 'products_pkey'],
      [PRODUCT_QUERIES.find, [ids], 'products_pkey'],
      [PRODUCT_QUERIES.list, ['P010', 21], 'products_pkey'],
      [SHELF_STATEMENTS.lock, [ids], 'products_pkey'],
      [SHELF_STATEMENTS.move, [ids, [1, 1, 1]], 'products_pkey'],
      [RESERVATION_STATEMENTS.lock, ['x7'], 'reservations_pkey'],
      [RESERVATION_STATEMENTS.store, ['x7', 'held', '[]'], 'reservations_pkey'],
    ] as const;
    for (const [sql, params, index] of statements) {
      const plan = await auditor.plan(sql, params);
      expect(plan).toContain(index);
      expect(plan).not.toContain('Seq Scan');
    }
  });
});
