import { Database, migrate } from '@baluarte/persistence';
import { createTestDatabase, eventually, type TestDatabase } from '@baluarte/testing';
import { ClaimLostError, IdempotencyKeyReusedError } from '../src/idempotency-errors.js';
import { IdempotencyStore } from '../src/idempotency-store.js';
import { idempotencyMigrations } from '../src/migrations.js';
import { expire, letLeaseRunOut } from './time.js';

const request = { key: 'key-1', fingerprint: 'a' };
const other = { key: 'key-1', fingerprint: 'b' };
const created = { status: 201, body: { state: 'confirmed' } };

let place: TestDatabase;
let database: Database;
const store = new IdempotencyStore({ scope: 'orders' });

const BLOCKED = `
  SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;

beforeAll(async () => {
  place = await createTestDatabase();
  database = new Database({ url: place.url, applicationName: 'test', poolMax: 30, acquireTimeoutMs: 20_000 });
  await migrate(database, idempotencyMigrations);
  await database.query('CREATE TABLE charges (id integer)');
});

beforeEach(() => database.query('TRUNCATE idempotency_keys, charges'));

afterAll(async () => {
  await database.close();
  await place.drop();
});

const claim = (what = request, of = store) =>
  database.transaction((transaction) => of.claim(transaction, what));

async function claimed(what = request): Promise<{ holder: string; resourceId: string | null }> {
  const taken = await claim(what);
  if (taken.type !== 'claimed') throw new Error(`The key was not free: ${taken.type}.`);
  return taken;
}

describe('requests with one key', () => {
  it('are carried out by exactly one of 25 that come at once', async () => {
    const claims = await Promise.all(Array.from({ length: 25 }, () => claim()));
    expect(claims.filter(({ type }) => type === 'claimed')).toHaveLength(1);
    expect(claims.filter(({ type }) => type === 'in_progress')).toHaveLength(24);
  });

  it('do not wait for the one whose transaction has not ended', async () => {
    await database.transaction(async (transaction) => {
      await store.claim(transaction, request);
      const others = await Promise.all(Array.from({ length: 24 }, () => claim()));
      expect(new Set(others.map(({ type }) => type))).toEqual(new Set(['in_progress']));
      await store.complete(transaction, 'key-1', created);
      expect((await claim()).type).toBe('in_progress');
    });
    expect((await claim()).type).toBe('replay');
  });

  it('replay the stored answer, byte for byte, and tell what it is about', async () => {
    await claim();
    await store.attach(database, 'key-1', 'order-1');
    await store.complete(database, 'key-1', { status: 202, body: { state: 'payment_unknown' } });
    const body = { z: 'ñ\u0000', a: { y: 1, b: [null, 1.5] } };
    await store.complete(database, 'key-1', { status: 201, body });
    const replay = await claim();
    expect(replay).toEqual({ type: 'replay', answer: { status: 201, body }, resourceId: 'order-1' });
    expect(JSON.stringify(replay.type === 'replay' && replay.answer.body)).toBe(JSON.stringify(body));
  });

  it('are refused when the key belongs to another request, finished or not', async () => {
    await claim();
    await expect(claim(other)).rejects.toThrow(IdempotencyKeyReusedError);
    await store.complete(database, 'key-1', created);
    await expect(claim(other)).rejects.toThrow(IdempotencyKeyReusedError);
  });

  it('of two operations never meet', async () => {
    await claim();
    expect((await claim(other, new IdempotencyStore({ scope: 'refunds' }))).type).toBe('claimed');
  });

  it('begin anew after an attempt that failed', async () => {
    const { holder } = await claimed();
    await store.release(database, 'key-1', holder);
    expect((await claim(other)).type).toBe('claimed');
  });
});

describe('a record and its outcome', () => {
  const charge = (then: () => void) =>
    database.transaction(async (transaction) => {
      const taken = await store.claim(transaction, request);
      if (taken.type !== 'claimed') throw new Error(taken.type);
      await transaction.query('INSERT INTO charges VALUES (1)');
      await store.complete(transaction, 'key-1', created, taken.holder);
      then();
    });

  it('are both there, or neither', async () => {
    const failed = charge(() => {
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect((await claim()).type).toBe('claimed');
    expect(await database.query('SELECT * FROM charges')).toEqual([]);
    await store.release(database, 'key-1');
    await charge(() => undefined);
    expect((await claim()).type).toBe('replay');
    expect(await database.query('SELECT * FROM charges')).toHaveLength(1);
  });

  it('are both gone when the connection dies before the commit', async () => {
    const killed = database.transaction(async (transaction) => {
      await store.claim(transaction, request);
      await transaction.query('INSERT INTO charges VALUES (1)');
      await store.complete(transaction, 'key-1', created);
      await transaction.query('SELECT pg_terminate_backend(pg_backend_pid())');
    });
    await expect(killed).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    // The client learns of the end before the server has released the last lock.
    await eventually(async () => expect((await claim()).type).toBe('claimed'));
    expect(await database.query('SELECT * FROM charges')).toEqual([]);
  });
});

describe('a holder that vanished', () => {
  it('loses the key to exactly one repetition of its request, which learns what it had begun', async () => {
    await claimed();
    await store.attach(database, 'key-1', 'order-1');
    await letLeaseRunOut(database, 'key-1');
    const claims = await Promise.all(Array.from({ length: 25 }, () => claim()));
    expect(claims.filter(({ type }) => type === 'claimed')).toMatchObject([{ resourceId: 'order-1' }]);
  });

  it('does not lose it to another request', async () => {
    await claimed();
    await letLeaseRunOut(database, 'key-1');
    await expect(claim(other)).rejects.toThrow(IdempotencyKeyReusedError);
  });

  it('can neither answer nor forget nor yield what another one has taken over', async () => {
    const { holder: old } = await claimed();
    await letLeaseRunOut(database, 'key-1');
    const { holder } = await claimed();
    const late = database.transaction(async (transaction) => {
      await transaction.query('INSERT INTO charges VALUES (1)');
      await store.complete(transaction, 'key-1', { status: 201, body: 'old' }, old);
    });
    await expect(late).rejects.toThrow(ClaimLostError);
    expect(await database.query('SELECT * FROM charges')).toEqual([]);
    await store.release(database, 'key-1', old);
    await store.yield(database, 'key-1', old);
    expect((await claim()).type).toBe('in_progress');
    await store.complete(database, 'key-1', { status: 201, body: 'new' }, holder);
    expect(await claim()).toMatchObject({ answer: { body: 'new' } });
  });

  it('keeps an answer that it did give', async () => {
    const { holder } = await claimed();
    await store.complete(database, 'key-1', created, holder);
    await letLeaseRunOut(database, 'key-1');
    expect((await claim()).type).toBe('replay');
  });

  it.each([
    ['keeps the key when it answers at the last moment', 'replay', 'status = 201, body = \'"late"\''],
    [
      'loses the key to one repetition, not to the next that came at the same moment',
      'in_progress',
      "lease_until = now() + interval '1 min'",
    ],
  ])('%s', async (_what, type, change) => {
    await claimed();
    await letLeaseRunOut(database, 'key-1');
    const repetition = await database.transaction(async (transaction) => {
      await transaction.query(`UPDATE idempotency_keys SET ${change} WHERE key = 'key-1'`);
      const claiming = claim();
      await eventually(async () => (await database.query(BLOCKED)).length === 1);
      return { claiming };
    });
    expect((await repetition.claiming).type).toBe(type);
  });

  it('that yields lets the next repetition go on at once', async () => {
    const { holder } = await claimed();
    await store.attach(database, 'key-1', 'order-1');
    await store.yield(database, 'key-1', holder);
    expect(await claimed()).toMatchObject({ resourceId: 'order-1' });
  });
});

describe('an expired key', () => {
  it('is new again, with any body, and remembers nothing', async () => {
    await claim();
    await store.attach(database, 'key-1', 'order-1');
    await store.complete(database, 'key-1', created);
    await expire(database, 'key-1');
    expect(await claimed(other)).toMatchObject({ resourceId: null });
  });

  it('is removed with others in batches, and no key of today or of another operation', async () => {
    for (const key of ['a', 'b', 'c']) {
      await claim({ key, fingerprint: 'a' });
      await expire(database, key);
    }
    await claim();
    const refunds = new IdempotencyStore({ scope: 'refunds' });
    expect(await refunds.removeExpired(database)).toBe(0);
    expect(await store.removeExpired(database, 2)).toBe(2);
    expect(await store.removeExpired(database, 2)).toBe(1);
    expect(await database.query('SELECT key FROM idempotency_keys')).toEqual([{ key: 'key-1' }]);
  });
});

describe('the options', () => {
  it('are refused when out of bounds or unknown, all at once', () => {
    const wrong = { scope: '', leaseMs: 0, leaseSeconds: 3 };
    expect(() => new IdempotencyStore(wrong)).toThrow(/leaseSeconds is not.*scope is empty.*leaseMs is 0/);
  });

  it('do not let a key expire while its request may still run', () => {
    const wrong = { scope: 'orders', leaseMs: 1_000, expiresAfterMs: 999 };
    expect(() => new IdempotencyStore(wrong)).toThrow(/expiresAfterMs is 999.*leaseMs \(1000\)/);
  });
});
