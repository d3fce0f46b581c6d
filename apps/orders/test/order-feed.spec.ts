import { Database, migrate } from '@baluarte/persistence';
import { idempotencyMigrations } from '@baluarte/idempotency';
import { createTestDatabase, type TestDatabase } from '@baluarte/testing';
import { Order } from '../src/domain/order.js';
import { PostgresOrderEvents } from '../src/infrastructure/order-events.postgres.js';
import { appendEvent } from '../src/infrastructure/outbox.postgres.js';
import { UuidIds } from '../src/infrastructure/ids.uuid.js';

const WRITERS = 20;
const EVENTS_EACH = 15;
const MIGRATIONS = new URL('../migrations/', import.meta.url);

describe('the feed of order events', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let feed: PostgresOrderEvents;
  const ids = new UuidIds();
  const customerId = ids.next();

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = new Database({
      url: testDatabase.url,
      applicationName: 'feed',
      poolMax: WRITERS + 5,
      statementTimeoutMs: 20_000,
    });
    await migrate(database, [idempotencyMigrations, MIGRATIONS]);
    await database.query("INSERT INTO customers VALUES ($1, 'ada@example.org', 'Ada', now())", [customerId]);
    feed = new PostgresOrderEvents(database);
  });
  afterAll(async () => {
    await database.close();
    await testDatabase.drop();
  });

  class Abandoned extends Error {}

  /** Stores a rejected order and its event; or begins to, and abandons both. */
  async function write(isAbandoned: boolean): Promise<string> {
    const id = ids.next();
    const line = { productId: 'P001', quantity: 1 };
    const order = Order.restore({
      ...Order.place({ id, customerId, lines: [line], deliveryWindow: null, createdAt: new Date() }).facts,
      state: 'rejected',
      nextStep: null,
    });
    const writing = database.transaction(async (transaction) => {
      await transaction.query(
        `INSERT INTO orders (id, customer_id, state, lines, created_at, updated_at)
         VALUES ($1, $2, 'rejected', '[]', now(), now())`,
        [id, customerId],
      );
      await appendEvent(transaction, order);
      await transaction.query('SELECT pg_sleep(random() * 0.003)');
      if (isAbandoned) throw new Abandoned();
    });
    await writing.catch((error: unknown) => {
      if (!(error instanceof Abandoned)) throw error;
    });
    return id;
  }

  /** Follows the feed as another service does, until it has seen so many events. */
  async function follow(count: number, limit: number): Promise<{ position: number; orderId: string }[]> {
    const seen: { position: number; orderId: string }[] = [];
    let cursor: string | undefined;
    while (seen.length < count) {
      const page = await feed.read(limit, cursor);
      seen.push(...page.items.map(({ position, orderId }) => ({ position, orderId })));
      cursor = page.nextCursor;
    }
    return seen;
  }

  it(`misses nothing while ${WRITERS} writers commit and roll back as they please`, async () => {
    const readers = [
      follow(WRITERS * EVENTS_EACH, 1),
      follow(WRITERS * EVENTS_EACH, 7),
      follow(WRITERS * EVENTS_EACH, 100),
    ];
    const written: string[] = [];
    const writers = Array.from({ length: WRITERS }, async () => {
      for (let index = 0; index < EVENTS_EACH; index += 1) {
        if (index % 3 === 0) await write(true);
        written.push(await write(false));
      }
    });
    await Promise.all(writers);
    const expected = Array.from({ length: WRITERS * EVENTS_EACH }, (_, index) => index + 1);
    for (const seen of await Promise.all(readers)) {
      expect(seen.map(({ position }) => position)).toEqual(expected);
      expect(seen.map(({ orderId }) => orderId).sort()).toEqual([...written].sort());
    }
  }, 60_000);

  it('gives a cursor to ask with next even when there is nothing new', async () => {
    const { nextCursor } = await feed.read(100, (await feed.read(100)).nextCursor);
    const end = (await follow(WRITERS * EVENTS_EACH, 100)).length;
    expect(end).toBe(WRITERS * EVENTS_EACH);
    let cursor = nextCursor;
    for (;;) {
      const page = await feed.read(100, cursor);
      if (page.items.length === 0) {
        expect(page.nextCursor).toBe(cursor);
        break;
      }
      cursor = page.nextCursor;
    }
    await write(false);
    expect((await feed.read(100, cursor)).items).toMatchObject([{ position: WRITERS * EVENTS_EACH + 1 }]);
  });
});
