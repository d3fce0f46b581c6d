import pg from 'pg';
import { createTestDatabase, eventually, PostgresServer } from '@baluarte/testing';
import { Feed } from './feed.js';
import { spawnRecommendations, startRecommendations } from './recommendations-service.js';

const LATCH = 4711;

/** Makes whoever moves the cursor wait, after the counts were changed, for as long as the latch is held. */
const LATCHED_CURSOR = `
  CREATE FUNCTION wait_for_latch() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_advisory_xact_lock(${LATCH}); RETURN NEW; END $$;
  CREATE TRIGGER latched BEFORE UPDATE ON feed_cursor FOR EACH ROW EXECUTE FUNCTION wait_for_latch()`;

describe('the recommendations service', () => {
  let feed: Feed;
  let ordersUrl: string;

  beforeEach(async () => {
    feed = new Feed();
    ordersUrl = await feed.start();
  });

  afterEach(() => feed.stop());

  it('counts every order once although it is killed between the counts and the cursor', async () => {
    const database = await createTestDatabase();
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const running: Awaited<ReturnType<typeof spawnRecommendations>>[] = [];
    const spawned = async () => {
      const replica = await spawnRecommendations({ database, ordersUrl });
      running.push(replica);
      return replica;
    };
    try {
      const first = await spawned();
      await client.query(LATCHED_CURSOR);
      await client.query('SELECT pg_advisory_lock($1)', [LATCH]);
      feed.addOrders(250, 'P001', 'P002');
      await eventually(async () => {
        const { rowCount } = await client.query(
          `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`,
        );
        return rowCount === 1;
      });
      await first.service.kill('SIGKILL');
      await client.query('SELECT pg_advisory_unlock($1)', [LATCH]);
      const second = await spawned();
      await eventually(async () => expect(await second.counts('P001')).toEqual([['P002', 250]]));
      feed.addOrders(50, 'P001', 'P002');
      await eventually(async () => expect(await second.counts('P001')).toEqual([['P002', 300]]));
      expect(await second.service.kill('SIGTERM')).toBe(0);
    } finally {
      for (const { service } of running) await service.kill();
      await client.end();
      await database.drop();
    }
  }, 120_000);

  it('answers 503 while its database is away, and follows the feed again when it is back', async () => {
    const server = await PostgresServer.start();
    const database = await createTestDatabase(server.url());
    const service = await startRecommendations({ database, ordersUrl });
    try {
      feed.addOrders(3, 'P001', 'P002');
      await eventually(async () => expect(await service.counts('P001')).toEqual([['P002', 3]]));
      await server.kill();
      feed.addOrders(4, 'P001', 'P002');
      expect(await service.ask('P001')).toMatchObject({
        status: 503,
        body: { error_code: 'DATABASE_UNAVAILABLE', service_name: 'recommendations' },
      });
      await server.resume();
      await eventually(async () => expect(await service.counts('P001')).toEqual([['P002', 7]]));
    } finally {
      await service.close();
      await server.remove();
    }
  });

  it('ends at once although the orders service leaves it waiting', async () => {
    const database = await createTestDatabase();
    feed.misbehaviour = () => undefined;
    const service = await startRecommendations({ database, ordersUrl, ordersTimeoutMs: 60_000 });
    await eventually(() => feed.reads > 0);
    await service.close();
    await database.drop();
  });
});
