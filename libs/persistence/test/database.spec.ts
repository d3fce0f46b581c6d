import { QueryTimeoutError, ResourceExhaustedError } from '@baluarte/errors';
import { createTestDatabase, eventually, type TestDatabase } from '@baluarte/testing';
import { Database } from '../src/database.js';
import type { DatabaseOptions } from '../src/database-options.js';
import { isForeignKeyViolation, isUniqueViolation } from '../src/driver-errors.js';

let place: TestDatabase;
let database: Database;

beforeAll(async () => {
  place = await createTestDatabase();
  database = open({ acquireTimeoutMs: 10_000, statementTimeoutMs: 10_000 });
});

afterAll(async () => {
  await database.close();
  await place.drop();
});

function open(options: Partial<DatabaseOptions>): Database {
  return new Database({ url: place.url, applicationName: 'test', poolMax: 3, ...options });
}

const backend = async (of = database) => {
  const [row] = await of.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return row?.pid;
};

describe('a statement', () => {
  it('is cancelled by the server when it runs too long, and its connection is used again', async () => {
    const hasty = open({ applicationName: 'hasty', statementTimeoutMs: 1_000 });
    const before = await backend(hasty);
    await expect(hasty.query('SELECT pg_sleep(60)')).rejects.toThrow(QueryTimeoutError);
    const running = await database.query(
      "SELECT 1 FROM pg_stat_activity WHERE application_name = 'hasty' AND state = 'active'",
    );
    expect(running).toEqual([]);
    expect(await backend(hasty)).toBe(before);
    await hasty.close();
  });

  it('that is wrong throws what the driver said, and its connection is used again', async () => {
    const before = await backend();
    await expect(database.query('SELECT nothing FROM nowhere')).rejects.toMatchObject({ code: '42P01' });
    expect(await backend()).toBe(before);
  });

  it('that leaves a transaction open does not hand it to the next one', async () => {
    const before = await backend();
    await database.query('BEGIN');
    expect(await backend()).not.toBe(before);
  });

  it('tells by name which constraint refused a row', async () => {
    await database.query('CREATE TABLE people (id integer CONSTRAINT people_id PRIMARY KEY)');
    await database.query('CREATE TABLE pets (owner integer CONSTRAINT pets_owner REFERENCES people)');
    await database.query('INSERT INTO people VALUES (1)');
    const twin = await database.query('INSERT INTO people VALUES (1)').catch((error: unknown) => error);
    const stray = await database.query('INSERT INTO pets VALUES (2)').catch((error: unknown) => error);
    expect([isUniqueViolation(twin), isUniqueViolation(twin, 'people_id')]).toEqual([true, true]);
    expect([isUniqueViolation(twin, 'other'), isUniqueViolation(stray)]).toEqual([false, false]);
    expect([isForeignKeyViolation(stray, 'pets_owner'), isForeignKeyViolation(twin)]).toEqual([true, false]);
  });
});

describe('the pool', () => {
  it('says that it is exhausted when no connection comes back in time, and recovers', async () => {
    const hasty = open({ acquireTimeoutMs: 1_000, statementTimeoutMs: 3_000 });
    const held = Array.from({ length: 3 }, () => hasty.query('SELECT pg_sleep(60)'));
    const outcomes = Promise.allSettled(held);
    await expect(hasty.query('SELECT 1')).rejects.toThrow(ResourceExhaustedError);
    await outcomes;
    await hasty.ping();
    expect(hasty.stats()).toMatchObject({ waiting: 0, max: 3 });
    await hasty.close();
  });

  it('never opens more connections than it may', async () => {
    await Promise.all(Array.from({ length: 50 }, () => database.ping()));
    const [row] = await database.query<{ open: number }>(
      'SELECT count(*)::int AS open FROM pg_stat_activity WHERE datname = current_database()',
    );
    expect(row?.open).toBeLessThanOrEqual(3);
  });

  it('outlives connections that break while nobody uses them, and tells so', async () => {
    const lost: Error[] = [];
    const watched = new Database({
      url: place.url,
      applicationName: 'watched',
      onConnectionLost: (error) => lost.push(error),
    });
    await watched.ping();
    await database.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'watched'",
    );
    await eventually(() => lost.length > 0);
    await watched.ping();
    await watched.close();
  });

  it('is closed once however often it is asked, and refuses work from then on', async () => {
    const closing = new Database({ url: place.url, applicationName: 'test' });
    const running = closing.query<{ done: number }>('SELECT 1 AS done, pg_sleep(0.1)');
    await closing.ping();
    await Promise.all([closing.close(), closing.close()]);
    expect(await running).toMatchObject([{ done: 1 }]);
    await expect(closing.ping()).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  });
});

describe('the options', () => {
  it('are refused when out of bounds or unknown, all at once', () => {
    const wrong = { url: place.url, applicationName: '', poolMax: 0, acquireTimeoutMs: 1.5, poolSize: 3 };
    expect(() => new Database(wrong)).toThrow(
      /poolSize is not an option.*applicationName is empty.*poolMax is 0.*acquireTimeoutMs is 1.5/,
    );
  });

  it('do not show a password when the URL is wrong', () => {
    const options: DatabaseOptions = { url: 'mysql://root:hunter2@localhost', applicationName: 'test' };
    expect(() => new Database(options)).toThrow(/url is not like postgres:/);
    expect(() => new Database(options)).not.toThrow(/hunter2/);
  });

  it('show where the database is without its password', () => {
    const url = 'postgres://root:hunter2@localhost:5433/orders';
    expect(new Database({ url, applicationName: 'test' }).target).toBe('localhost:5433/orders');
  });
});
