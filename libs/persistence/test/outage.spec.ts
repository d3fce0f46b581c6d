import { DatabaseUnavailableError, QueryTimeoutError } from '@baluarte/errors';
import { createTestDatabase, eventually, PostgresServer, type TestDatabase } from '@baluarte/testing';
import { Database } from '../src/database.js';
import { Wire } from './wire.js';

describe('a database that stops in the middle', () => {
  let server: PostgresServer;
  let database: Database;

  beforeAll(async () => {
    server = await PostgresServer.start();
    database = new Database({ url: server.url(), applicationName: 'test', statementTimeoutMs: 20_000 });
    await database.query('CREATE TABLE notes (id integer)');
  });

  afterAll(async () => {
    await database.close();
    await server.remove();
  });

  it.each(['stop', 'kill'] as const)(
    'is unavailable after a %s, keeps nothing of what ran, and is there again by itself',
    async (end) => {
      let isRunning = false;
      const transaction = database.transaction(async (queryable) => {
        await queryable.query('INSERT INTO notes VALUES (1)');
        isRunning = true;
        await queryable.query('SELECT pg_sleep(15)');
      });
      const statement = database.query('SELECT pg_sleep(15)');
      const outcomes = Promise.allSettled([transaction, statement]);
      await eventually(() => isRunning && database.stats().total === 2);

      await server[end]();

      for (const outcome of await outcomes)
        expect(outcome).toMatchObject({ reason: { code: 'DATABASE_UNAVAILABLE' } });
      await expect(database.ping()).rejects.toThrow(DatabaseUnavailableError);
      await expect(database.transaction((queryable) => queryable.query('SELECT 1'))).rejects.toThrow(
        DatabaseUnavailableError,
      );

      await server.resume();

      await database.ping();
      expect(await database.query('SELECT * FROM notes')).toEqual([]);
      expect(database.stats()).toMatchObject({ total: 1, idle: 1, waiting: 0 });
    },
  );
});

describe('a database that falls silent', () => {
  let place: TestDatabase;
  let wire: Wire;
  let database: Database;

  beforeEach(async () => {
    place = await createTestDatabase();
    wire = await Wire.to(place.url);
    database = new Database({
      url: wire.url,
      applicationName: 'test',
      poolMax: 2,
      acquireTimeoutMs: 1_500,
      statementTimeoutMs: 1_000,
    });
  });

  afterEach(async () => {
    await database.close();
    await wire.close();
    await place.drop();
  });

  it('ends the wait of a statement although its server cannot', async () => {
    await database.ping();
    wire.behaviour = 'swallow';
    await expect(database.ping()).rejects.toThrow(QueryTimeoutError);
    wire.behaviour = 'pass';
    await database.ping();
  });

  it('is called unavailable, not exhausted, although every slot waits for it', async () => {
    wire.behaviour = 'swallow';
    const asked = await Promise.allSettled(Array.from({ length: 6 }, () => database.ping()));
    for (const outcome of asked) expect(outcome).toMatchObject({ reason: { code: 'DATABASE_UNAVAILABLE' } });
    wire.behaviour = 'pass';
    await eventually(() => database.ping());
  });
});
