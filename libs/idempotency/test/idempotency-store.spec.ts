import { Database, migrate } from '@baluarte/persistence';
import { createTestDatabase, type TestDatabase } from '@baluarte/testing';
import { ClaimLostError, IdempotencyKeyReusedError } from '../src/idempotency-errors.js';
import { IdempotencyStore } from '../src/idempotency-store.js';
import { idempotencyMigrations } from '../src/migrations.js';

const request = { key: 'key-1', fingerprint: 'a' };

describe('an idempotency store', () => {
  let place: TestDatabase;
  let database: Database;
  const store = new IdempotencyStore({ scope: 'orders' });

  beforeAll(async () => {
    place = await createTestDatabase();
    database = new Database({ url: place.url, applicationName: 'test', poolMax: 30 });
    await migrate(database, idempotencyMigrations);
  });

  beforeEach(() => database.query('TRUNCATE idempotency_keys'));

  afterAll(async () => {
    await database.close();
    await place.drop();
  });

  const claim = (of = store, what = request) =>
    database.transaction((transaction) => of.claim(transaction, what));

  it('gives the key to exactly one of 25 requests at once', async () => {
    const claims = await Promise.all(Array.from({ length: 25 }, () => claim()));
    expect(claims.filter(({ type }) => type === 'claimed')).toHaveLength(1);
    expect(claims.filter(({ type }) => type === 'in_progress')).toHaveLength(24);
  });

  it('replays the stored answer and what it is about', async () => {
    await claim();
    await store.attach(database, 'key-1', 'order-1');
    await store.complete(database, 'key-1', { status: 202, body: { state: 'payment_unknown' } });
    await store.complete(database, 'key-1', { status: 201, body: { state: 'confirmed' } });
    expect(await claim()).toEqual({
      type: 'replay',
      answer: { status: 201, body: { state: 'confirmed' } },
      resourceId: 'order-1',
    });
  });

  it('refuses a key that belongs to another request, finished or not', async () => {
    await claim();
    await expect(claim(store, { key: 'key-1', fingerprint: 'b' })).rejects.toThrow(IdempotencyKeyReusedError);
    await store.complete(database, 'key-1', { status: 201, body: {} });
    await expect(claim(store, { key: 'key-1', fingerprint: 'b' })).rejects.toThrow(IdempotencyKeyReusedError);
  });

  it('keeps the keys of two operations apart', async () => {
    await claim();
    expect((await claim(new IdempotencyStore({ scope: 'refunds' }))).type).toBe('claimed');
  });

  it('never replays an attempt that failed', async () => {
    await claim();
    await store.release(database, 'key-1');
    expect((await claim()).type).toBe('claimed');
  });

  it('forgets a claim whose transaction was rolled back', async () => {
    const failed = database.transaction(async (transaction) => {
      await store.claim(transaction, request);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect((await claim()).type).toBe('claimed');
  });

  it('lets a repetition take over from a holder that vanished, and refuses what the old one stores later', async () => {
    const hasty = new IdempotencyStore({ scope: 'orders', leaseMs: 0 });
    const first = await claim(hasty);
    const second = await claim(hasty);
    if (first.type !== 'claimed' || second.type !== 'claimed')
      throw new Error(`${first.type}, ${second.type}`);
    await expect(
      hasty.complete(database, 'key-1', { status: 201, body: 'old' }, first.holder),
    ).rejects.toThrow(ClaimLostError);
    await hasty.complete(database, 'key-1', { status: 201, body: 'new' }, second.holder);
    expect(await claim()).toMatchObject({ answer: { body: 'new' } });
  });

  it('removes expired keys in batches, and no others', async () => {
    const brief = new IdempotencyStore({ scope: 'orders', expiresAfterMs: 0 });
    for (const key of ['a', 'b', 'c']) await claim(brief, { key, fingerprint: 'a' });
    await claim();
    expect(await store.removeExpired(database, 2)).toBe(2);
    expect(await store.removeExpired(database, 2)).toBe(1);
    expect((await claim()).type).toBe('in_progress');
  });

  it('treats an expired key as new, with any body', async () => {
    await claim(new IdempotencyStore({ scope: 'orders', expiresAfterMs: 0 }));
    expect(await claim(store, { key: 'key-1', fingerprint: 'b' })).toMatchObject({
      type: 'claimed',
      resourceId: null,
    });
  });
});
