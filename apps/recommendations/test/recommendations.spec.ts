import pg from 'pg';
import { createTestDatabase, eventually, type TestDatabase } from '@baluarte/testing';
import { BEST } from '../src/infrastructure/pairs.postgres.js';
import { Feed, type Misbehaviour } from './feed.js';
import { startRecommendations, type RecommendationsService } from './recommendations-service.js';

describe('recommendations', () => {
  let feed: Feed;
  let database: TestDatabase;
  let service: RecommendationsService;

  beforeAll(async () => {
    feed = new Feed();
    const ordersUrl = await feed.start();
    database = await createTestDatabase();
    service = await startRecommendations({ database, ordersUrl });
  });

  afterAll(async () => {
    await service.close();
    feed.stop();
    await database.drop();
  });

  const eventuallyCounts = (productId: string, counts: [string, number][]) =>
    eventually(async () => expect(await service.counts(productId)).toEqual(counts));
  const moreReads = (count: number) => {
    const before = feed.reads;
    return eventually(() => feed.reads >= before + count);
  };

  it('are the five that were most often bought together, best first', async () => {
    for (const [index, other] of ['A2', 'A3', 'A4', 'A5', 'A6', 'A7'].entries())
      feed.addOrders(index + 1, 'A1', other, 'A1');
    await eventuallyCounts('A1', [
      ['A7', 6],
      ['A6', 5],
      ['A5', 4],
      ['A4', 3],
      ['A3', 2],
    ]);
    expect(await service.counts('A7')).toEqual([['A1', 6]]);
  });

  it('are none for a product that nobody bought', async () => {
    expect(await service.ask('P999')).toEqual({
      status: 200,
      body: { product_id: 'P999', recommendations: [] },
    });
  });

  it('are refused for what cannot be the id of a product', async () => {
    expect(await service.ask(encodeURIComponent('P001\u0000; DROP'))).toMatchObject({
      status: 422,
      body: { error_code: 'VALIDATION_FAILED', service_name: 'recommendations' },
    });
  });

  it('lose what a cancelled order brought and gain nothing from a rejected one', async () => {
    feed.add('order.confirmed', 'B1', 'B2');
    feed.add('order.confirmed', 'B1', 'B2', 'B3');
    feed.add('order.rejected', 'B1', 'B4');
    feed.add('order.cancelled', 'B1', 'B2', 'B3');
    feed.add('order.confirmed', 'B5', 'B6');
    await eventuallyCounts('B5', [['B6', 1]]);
    expect(await service.counts('B1')).toEqual([['B2', 1]]);
    expect(await service.counts('B3')).toEqual([]);
  });

  it('pass over events of a kind that came later than this service', async () => {
    feed.add('order.gift_wrapped', 'C1', 'C2');
    feed.add('order.confirmed', 'C1', 'C3');
    await eventuallyCounts('C1', [['C3', 1]]);
  });

  it('count every order once although the feed tells it again and again', async () => {
    feed.overlap = 30;
    feed.addOrders(250, 'D1', 'D2');
    await eventuallyCounts('D1', [['D2', 250]]);
    await moreReads(5);
    feed.overlap = 0;
    expect(await service.counts('D1')).toEqual([['D2', 250]]);
  });

  it('count every order once although two replicas follow the feed', async () => {
    const twin = await startRecommendations({ database, ordersUrl: service.ordersUrl });
    try {
      feed.addOrders(1_500, 'E1', 'E2');
      await eventuallyCounts('E1', [['E2', 1_500]]);
      await moreReads(6);
      expect(await twin.counts('E1')).toEqual([['E2', 1_500]]);
    } finally {
      await twin.close();
    }
  });

  it.each<[string, string, Misbehaviour]>([
    ['is down', 'F1', (request) => void request.socket.destroy()],
    ['never answers', 'F2', () => undefined],
    ['fails', 'F3', (_request, response) => void response.writeHead(500).end('{}')],
    ['answers garbage', 'F4', (_request, response) => void response.end('{"items": [')],
    ['answers something else', 'F5', (_request, response) => void response.end('{"items": [{}]}')],
  ])('stay as they are while the orders service %s, and catch up when it is well', async (_how, one, how) => {
    feed.addOrders(1, one, 'F0');
    await eventuallyCounts(one, [['F0', 1]]);
    feed.misbehaviour = how;
    await moreReads(2);
    feed.addOrders(120, one, 'F0');
    expect(await service.counts(one)).toEqual([['F0', 1]]);
    feed.misbehaviour = undefined;
    await eventuallyCounts(one, [['F0', 121]]);
  });

  it('are asked for in a trace of their own, so that both services tell one story', async () => {
    await moreReads(2);
    const traces = feed.headers.map((headers) => headers['traceparent']);
    expect(traces.at(-1)).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/);
    expect(new Set(traces).size).toBe(traces.length);
  });

  it('are found by index, in order', async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      await client.query(
        `INSERT INTO pairs SELECT 'X' || n % 200, 'Y' || n, n FROM generate_series(1, 20000) AS n`,
      );
      await client.query('ANALYZE pairs');
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${BEST}`, ['X7', 5]);
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(plan).toContain('pairs_best');
      expect(plan).not.toMatch(/Seq Scan|Sort/);
    } finally {
      await client.end();
    }
  });
});
