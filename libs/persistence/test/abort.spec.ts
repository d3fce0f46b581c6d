import { createTestDatabase, eventually, type TestDatabase } from '@baluarte/testing';
import { Database } from '../src/database.js';
import { Wire } from './wire.js';

const reason = new Error('the caller has gone');
let place: TestDatabase;
let wire: Wire;
let database: Database;
let observer: Database;

beforeAll(async () => {
  place = await createTestDatabase();
  wire = await Wire.to(place.url);
  const options = { url: wire.url, poolMax: 1, acquireTimeoutMs: 500, statementTimeoutMs: 20_000 };
  database = new Database({ ...options, applicationName: 'aborted' });
  observer = new Database({ url: place.url, applicationName: 'observer' });
  await observer.query('CREATE TABLE notes (id integer)');
});

afterAll(async () => {
  await database.close();
  await observer.close();
  await wire.close();
  await place.drop();
});

const sleeping = async () => {
  const rows = await observer.query(
    "SELECT 1 FROM pg_stat_activity WHERE application_name = 'aborted' AND query LIKE '%pg_sleep%' AND state = 'active'",
  );
  return rows.length;
};
const idle = { total: 1, idle: 1, waiting: 0 };

describe('a caller that gives up', () => {
  it('stops its statement on the server, and the connection is used again', async () => {
    const controller = new AbortController();
    const running = database.query('SELECT pg_sleep(15)', [], controller);
    await eventually(async () => (await sleeping()) === 1);
    controller.abort(reason);
    await expect(running).rejects.toBe(reason);
    expect(await sleeping()).toBe(0);
    expect(database.stats()).toMatchObject(idle);
    await database.ping();
  });

  it('does not begin what it asks for afterwards', async () => {
    await expect(database.query('SELECT 1', [], { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    await expect(database.ping(AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  it('stops waiting for a connection, which then serves the next one', async () => {
    const first = new AbortController();
    const second = new AbortController();
    const running = database.query('SELECT pg_sleep(15)', [], first);
    await eventually(async () => (await sleeping()) === 1);
    const waiting = database.query('INSERT INTO notes VALUES (1)', [], second);
    second.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    first.abort(reason);
    await expect(running).rejects.toBe(reason);
    await database.ping();
    expect(await observer.query('SELECT * FROM notes')).toEqual([]);
    expect(database.stats()).toMatchObject(idle);
  });

  it('rolls its transaction back and leaves no lock behind', async () => {
    const controller = new AbortController();
    const running = database.transaction(async (transaction) => {
      await transaction.query('INSERT INTO notes VALUES (2)');
      await transaction.query('LOCK TABLE notes');
      await transaction.query('SELECT pg_sleep(15)');
    }, controller);
    await eventually(async () => (await sleeping()) === 1);
    controller.abort(reason);
    await expect(running).rejects.toBe(reason);
    expect(await observer.query('SELECT * FROM notes')).toEqual([]);
    expect(database.stats()).toMatchObject(idle);
  });

  it('does not commit what its work finished too late', async () => {
    const controller = new AbortController();
    const running = database.transaction(async (transaction) => {
      await transaction.query('INSERT INTO notes VALUES (3)');
      controller.abort(reason);
    }, controller);
    await expect(running).rejects.toBe(reason);
    expect(await observer.query('SELECT * FROM notes')).toEqual([]);
  });

  it('loses the connection when the server cannot be asked to stop, and no other is harmed', async () => {
    const controller = new AbortController();
    const running = database.query('SELECT pg_sleep(15)', [], controller);
    await eventually(async () => (await sleeping()) === 1);
    wire.behaviour = 'swallow';
    controller.abort(reason);
    await expect(running).rejects.toBe(reason);
    wire.behaviour = 'pass';
    expect(database.stats()).toMatchObject({ total: 0, waiting: 0 });
    await database.ping();
  });
});
