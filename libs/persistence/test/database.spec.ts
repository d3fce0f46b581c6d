import { DatabaseUnavailableError, QueryTimeoutError, ResourceExhaustedError } from '@baluarte/errors';
import { createTestDatabase, eventually, PostgresServer, type TestDatabase } from '@baluarte/testing';
import { Database } from '../src/database.js';

describe('a database', () => {
  let place: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    place = await createTestDatabase();
    database = new Database({
      url: place.url,
      applicationName: 'test',
      poolMax: 3,
      acquireTimeoutMs: 300,
      statementTimeoutMs: 400,
    });
    await database.query('CREATE TABLE accounts (id integer PRIMARY KEY, balance integer NOT NULL)');
  });

  beforeEach(async () => {
    await database.query('TRUNCATE accounts');
    await database.query('INSERT INTO accounts VALUES (1, 100), (2, 0)');
  });

  afterAll(async () => {
    await database.close();
    await place.drop();
  });

  it('cancels a statement that runs too long and keeps the connection usable', async () => {
    await expect(database.query('SELECT pg_sleep(5)')).rejects.toThrow(QueryTimeoutError);
    const running = await database.query(
      "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND state = 'active' AND datname = current_database()",
    );
    expect(running).toEqual([]);
    await database.ping();
  });

  it('says that the pool is exhausted when no connection comes back in time', async () => {
    const held = Array.from({ length: 3 }, () => database.query('SELECT pg_sleep(0.39)'));
    await expect(database.query('SELECT 1')).rejects.toThrow(ResourceExhaustedError);
    await Promise.allSettled(held);
    await database.ping();
    expect(database.stats()).toMatchObject({ waiting: 0, max: 3 });
  });

  it('undoes everything when the work of a transaction throws', async () => {
    const work = database.transaction(async (transaction) => {
      await transaction.query('UPDATE accounts SET balance = 0 WHERE id = 1');
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await database.query('SELECT balance FROM accounts WHERE id = 1')).toEqual([{ balance: 100 }]);
  });

  it('runs a transaction again that lost against another, until all are done', async () => {
    const increments = Array.from({ length: 8 }, () =>
      database.transaction(
        async (transaction) => {
          const [row] = await transaction.query<{ balance: number }>(
            'SELECT balance FROM accounts WHERE id = 1',
          );
          await transaction.query('UPDATE accounts SET balance = $1 WHERE id = 1', [(row?.balance ?? 0) + 1]);
        },
        { isolation: 'serializable', maxAttempts: 20 },
      ),
    );
    const patient = await Promise.allSettled(increments);
    const done = patient.filter(({ status }) => status === 'fulfilled').length;
    expect(done).toBeGreaterThan(0);
    expect(await database.query('SELECT balance FROM accounts WHERE id = 1')).toEqual([
      { balance: 100 + done },
    ]);
  });

  it('throws a connection away that broke in the middle of a transaction', async () => {
    const work = database.transaction(async (transaction) => {
      await transaction.query('UPDATE accounts SET balance = 7 WHERE id = 1');
      await transaction.query('SELECT pg_terminate_backend(pg_backend_pid())');
    });
    await expect(work).rejects.toThrow(DatabaseUnavailableError);
    expect(await database.query('SELECT balance FROM accounts WHERE id = 1')).toEqual([{ balance: 100 }]);
  });

  it('refuses options that are out of bounds or unknown, all at once', () => {
    const options = { url: '', applicationName: '', poolMax: 0, acquireTimeoutMs: 1.5, poolSize: 3 };
    expect(() => new Database(options)).toThrow(
      /poolSize is not an option.*poolMax is 0.*acquireTimeoutMs is 1.5/,
    );
  });
});

describe('a database that stops and comes back', () => {
  it('is unavailable meanwhile and needs nobody to recover', async () => {
    const server = await PostgresServer.start();
    const database = new Database({ url: server.url(), applicationName: 'test' });
    try {
      await database.ping();
      await server.stop();
      await expect(database.ping()).rejects.toThrow(DatabaseUnavailableError);
      await expect(database.transaction((transaction) => transaction.query('SELECT 1'))).rejects.toThrow(
        DatabaseUnavailableError,
      );
      await server.resume();
      await eventually(() => database.ping());
    } finally {
      await database.close();
      await server.remove();
    }
  });
});
