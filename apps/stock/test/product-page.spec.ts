import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { eventually, PostgresServer } from '@baluarte/testing';
import { PRODUCT_QUERIES } from '../src/infrastructure/products.postgres.js';
import { startStock, type StockService } from './stock-service.js';

describe('the product page', () => {
  let behaviour: RequestListener = (_request, response) => void response.end('{}');
  let peer: Server;
  let stock: StockService;

  beforeAll(async () => {
    peer = createServer((request, response) => behaviour(request, response));
    await new Promise<void>((resolve) => peer.listen(0, '127.0.0.1', resolve));
    stock = await startStock({
      recommendationsUrl: `http://127.0.0.1:${(peer.address() as AddressInfo).port}`,
    });
  });

  afterAll(async () => {
    await stock.close();
    peer.closeAllConnections();
    peer.close();
  });

  const json =
    (body: unknown, status = 200): RequestListener =>
    (_request, response) =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

  it('shows what was bought together, in order, with names and prices', async () => {
    behaviour = json({
      recommendations: [{ product_id: 'P005' }, { product_id: 'P999' }, { product_id: 'P003' }],
    });
    const { status, body } = await stock.ask('GET', '/products/P001');
    expect(status).toBe(200);
    expect((body['recommendations'] as { product_id: string }[]).map(({ product_id }) => product_id)).toEqual(
      ['P005', 'P003'],
    );
    expect(body).not.toHaveProperty('degraded');
  });

  it.each<[string, RequestListener]>([
    ['never answers', () => undefined],
    ['fails', json({ error_code: 'INTERNAL_ERROR' }, 500)],
    ['cuts the connection', (request) => void request.socket.destroy()],
    ['answers garbage', (_request, response) => void response.end('{"recommendations": [')],
    ['answers something else', json({ products: [] })],
  ])('does without them when the other service %s', async (_how, how) => {
    behaviour = how;
    const { status, body } = await stock.ask('GET', '/products/P001');
    expect(status).toBe(200);
    expect(body).toMatchObject({ product_id: 'P001', recommendations: null, degraded: ['recommendations'] });
  });

  it('does not exist for an unknown product', async () => {
    behaviour = json({ recommendations: [] });
    expect((await stock.ask('GET', '/products/P999')).body).toMatchObject({
      error_code: 'PRODUCT_NOT_FOUND',
      context: { product_id: 'P999' },
    });
  });

  it('lists the whole catalogue page by page, each product once', async () => {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { items: { product_id: string; name: string }[]; next_cursor: string | null } = (
        await stock.ask('GET', `/products?limit=20${cursor ? `&cursor=${cursor}` : ''}`)
      ).body as never;
      seen.push(...page.items.map(({ product_id }) => product_id));
      cursor = page.next_cursor;
    }
    expect(seen.length).toBeGreaterThanOrEqual(50);
    expect(new Set(seen).size).toBe(seen.length);
    expect((await stock.ask('GET', '/products?cursor=nonsense')).body).toMatchObject({
      error_code: 'INVALID_CURSOR',
    });
    expect((await stock.ask('GET', '/products?limit=101')).body).toMatchObject({
      error_code: 'VALIDATION_FAILED',
    });
  });

  it('finds products by index, never by reading the whole table', async () => {
    const client = new pg.Client({ connectionString: stock.database.url });
    await client.connect();
    await client.query(
      `INSERT INTO products SELECT 'X' || n, 'n', 'd', 1, 'EUR', 1 FROM generate_series(1, 20000) AS n`,
    );
    await client.query('ANALYZE products');
    const plans = [
      [PRODUCT_QUERIES.get, ['P001']],
      [PRODUCT_QUERIES.find, [['P001', 'P002', 'P003', 'P004', 'P005']]],
      [PRODUCT_QUERIES.list, ['P010', 21]],
    ] as const;
    for (const [sql, params] of plans) {
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(
        `EXPLAIN ${sql}`,
        params as unknown as unknown[],
      );
      expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/products_pkey/);
    }
    await client.query("DELETE FROM products WHERE product_id LIKE 'X%'");
    await client.end();
  });
});

describe('a stock service whose database stops', () => {
  it('answers 503 in the contract and goes on by itself when it is back', async () => {
    const server = await PostgresServer.start();
    const stock = await startStock({ serverUrl: server.url() });
    try {
      await server.kill();
      const { status, body } = await stock.ask('GET', '/products/P001');
      expect({ status, code: body['error_code'] }).toEqual({ status: 503, code: 'DATABASE_UNAVAILABLE' });
      await server.resume();
      await eventually(async () => (await stock.ask('GET', '/products/P001')).status === 200);
    } finally {
      await stock.close();
      await server.remove();
    }
  });
});
