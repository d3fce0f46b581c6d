import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import {
  createTestDatabase,
  eventually,
  freePort,
  ServiceProcess,
  type TestDatabase,
} from '@baluarte/testing';
import { BEST } from '../src/infrastructure/pairs.postgres.js';

const ENTRY = fileURLToPath(new URL('../dist/main.js', import.meta.url));

interface Event {
  readonly position: number;
  readonly type: string;
  readonly lines: readonly { readonly product_id: string }[];
}

/** The orders service, as far as its feed goes. */
class Feed {
  events: Event[] = [];
  isDown = false;
  reads = 0;
  readonly #server: Server = createServer((request, response) => {
    this.reads += 1;
    if (this.isDown) return void request.socket.destroy();
    const query = new URL(request.url ?? '', 'http://x').searchParams;
    const after = Number(query.get('after') ?? 0);
    const items = this.events.filter(({ position }) => position > after).slice(0, Number(query.get('limit')));
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ items, next_cursor: String(items.at(-1)?.position ?? after) }));
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  add(type: string, ...products: string[]): void {
    this.events.push({
      position: this.events.length + 1,
      type,
      lines: products.map((product_id) => ({ product_id })),
    });
  }
}

describe('recommendations', () => {
  let feed: Feed;
  let ordersUrl: string;
  let place: TestDatabase;
  let running: ServiceProcess[];

  beforeEach(async () => {
    feed = new Feed();
    ordersUrl = await feed.start();
    place = await createTestDatabase();
    running = [];
  });

  afterEach(async () => {
    for (const service of running) await service.kill();
    feed.stop();
    await place.drop();
  });

  async function start() {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const service = await ServiceProcess.start({
      entry: ENTRY,
      readyUrl: `${url}/health/ready`,
      env: {
        PORT: String(port),
        DATABASE_URL: place.url,
        ORDERS_URL: ordersUrl,
        FEED_INTERVAL_MS: '20',
        FEED_BACKOFF_MAX_MS: '100',
      },
    });
    running.push(service);
    const counts = async (productId: string) => {
      const response = await fetch(`${url}/api/v1/recommendations/${productId}`);
      const body = (await response.json()) as {
        recommendations: { product_id: string; bought_together: number }[];
      };
      return Object.fromEntries(body.recommendations.map((each) => [each.product_id, each.bought_together]));
    };
    return { service, url, counts };
  }

  it('are the five that were most often bought together', async () => {
    const { counts } = await start();
    for (const [index, other] of ['P002', 'P003', 'P004', 'P005', 'P006', 'P007'].entries())
      for (let time = 0; time <= index; time += 1) feed.add('order.confirmed', 'P001', other);
    await eventually(async () =>
      expect(await counts('P001')).toEqual({ P007: 6, P006: 5, P005: 4, P004: 3, P003: 2 }),
    );
    expect(await counts('P999')).toEqual({});
  });

  it('take a cancelled order back and never count a rejected one', async () => {
    const { counts } = await start();
    feed.add('order.confirmed', 'P001', 'P002');
    feed.add('order.confirmed', 'P001', 'P002');
    feed.add('order.rejected', 'P001', 'P003');
    feed.add('order.cancelled', 'P001', 'P002');
    await eventually(async () => expect(await counts('P001')).toEqual({ P002: 1 }));
  });

  it('count every order once although the service is killed over and over', async () => {
    for (let order = 0; order < 450; order += 1) feed.add('order.confirmed', 'P001', 'P002');
    for (let time = 0; time < 3; time += 1) {
      const { service } = await start();
      await service.kill('SIGKILL');
    }
    const { counts } = await start();
    await eventually(async () => expect(await counts('P001')).toEqual({ P002: 450 }));
    for (let order = 0; order < 50; order += 1) feed.add('order.confirmed', 'P001', 'P002');
    await eventually(async () => expect(await counts('P001')).toEqual({ P002: 500 }));
  });

  it('count every order once although two replicas follow the feed', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    for (let order = 0; order < 700; order += 1) feed.add('order.confirmed', 'P001', 'P002');
    await eventually(async () => expect(await one.counts('P001')).toEqual({ P002: 700 }));
    const reads = feed.reads;
    await eventually(() => feed.reads > reads + 6);
    expect(await two.counts('P001')).toEqual({ P002: 700 });
  });

  it('are still there when the orders service is down, and catch up when it returns', async () => {
    feed.add('order.confirmed', 'P001', 'P002');
    const { counts } = await start();
    await eventually(async () => expect(await counts('P001')).toEqual({ P002: 1 }));
    feed.isDown = true;
    const reads = feed.reads;
    await eventually(() => feed.reads > reads + 3);
    expect(await counts('P001')).toEqual({ P002: 1 });
    feed.add('order.confirmed', 'P001', 'P002');
    feed.isDown = false;
    await eventually(async () => expect(await counts('P001')).toEqual({ P002: 2 }));
  });

  it('are read by index, in order', async () => {
    await start();
    const client = new pg.Client({ connectionString: place.url });
    await client.connect();
    await client.query(
      `INSERT INTO pairs SELECT 'A' || n % 200, 'B' || n, n FROM generate_series(1, 20000) AS n`,
    );
    await client.query('ANALYZE pairs');
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${BEST}`, ['A7', 5]);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toMatch(/pairs_best/);
    expect(plan).not.toMatch(/Seq Scan|Sort/);
    await client.end();
  });
});
