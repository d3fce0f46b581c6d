import { DatabaseUnavailableError } from '@baluarte/errors';
import { createTestDatabase, type TestDatabase } from '@baluarte/testing';
import { CommitOutcomeUnknownError } from '../src/commit-outcome-unknown-error.js';
import { Database } from '../src/database.js';
import type { Queryable } from '../src/queryable.js';
import { Wire } from './wire.js';

const waits: number[] = [];
let place: TestDatabase;
let database: Database;

beforeAll(async () => {
  place = await createTestDatabase();
  database = new Database(
    { url: place.url, applicationName: 'test', statementTimeoutMs: 20_000 },
    (durationMs) => Promise.resolve(void waits.push(durationMs)),
    () => 0.5,
  );
  await database.query('CREATE TABLE accounts (id integer PRIMARY KEY, balance integer NOT NULL)');
});

beforeEach(async () => {
  waits.length = 0;
  await database.query('TRUNCATE accounts');
  await database.query('INSERT INTO accounts VALUES (1, 100), (2, 0)');
});

afterAll(async () => {
  await database.close();
  await place.drop();
});

const balanceOf = async (id: number, of: Queryable = database) => {
  const [row] = await of.query<{ balance: number }>('SELECT balance FROM accounts WHERE id = $1', [id]);
  return row?.balance ?? NaN;
};
const setBalance = (of: Queryable, id: number, balance: number) =>
  of.query('UPDATE accounts SET balance = $2 WHERE id = $1', [id, balance]);

/** Lets the first two that arrive go on together, and everybody after them at once. */
function meeting(): () => Promise<void> {
  const both: (() => void)[] = [];
  let arrived = 0;
  return async () => {
    arrived += 1;
    if (arrived === 1) await new Promise<void>((resolve) => both.push(resolve));
    both.forEach((goOn) => goOn());
  };
}

describe('a transaction', () => {
  it('is undone as a whole when its work throws, and throws the same', async () => {
    const reason = new Error('no');
    const work = database.transaction(async (transaction) => {
      await setBalance(transaction, 1, 0);
      throw reason;
    });
    await expect(work).rejects.toBe(reason);
    expect(await balanceOf(1)).toBe(100);
  });

  it('is not taken for done when a statement failed and its error was swallowed', async () => {
    const work = database.transaction(async (transaction) => {
      await setBalance(transaction, 1, 0);
      await transaction.query('INSERT INTO accounts VALUES (1, 1)').catch(() => undefined);
      return 'done';
    });
    await expect(work).rejects.toMatchObject({ code: '23505' });
    expect(await balanceOf(1)).toBe(100);
  });

  it('may go on after a savepoint', async () => {
    await database.transaction(async (transaction) => {
      await setBalance(transaction, 1, 1);
      await transaction.query('SAVEPOINT attempt');
      await transaction.query('INSERT INTO accounts VALUES (1, 1)').catch(() => undefined);
      await transaction.query('ROLLBACK TO SAVEPOINT attempt');
    });
    expect(await balanceOf(1)).toBe(1);
  });

  it('fails when its commit is refused', async () => {
    await database.query(
      'CREATE TABLE pairs (id integer PRIMARY KEY, twin integer REFERENCES pairs DEFERRABLE INITIALLY DEFERRED)',
    );
    const work = database.transaction((transaction) => transaction.query('INSERT INTO pairs VALUES (1, 2)'));
    await expect(work).rejects.toMatchObject({ code: '23503' });
    expect(await database.query('SELECT 1 FROM pairs')).toEqual([]);
  });

  it('refuses a statement that comes after its end', async () => {
    const late = await database.transaction((transaction) => Promise.resolve({ transaction }));
    await expect(setBalance(late.transaction, 1, 0)).rejects.toThrow(/after its transaction had ended/);
  });

  it('may give its statements more time than others have', async () => {
    const hasty = new Database({ url: place.url, applicationName: 'test', statementTimeoutMs: 1_000 });
    const slow = (transaction: Queryable) => transaction.query("SELECT 'done' AS word, pg_sleep(1.7)");
    await expect(hasty.transaction(slow)).rejects.toMatchObject({ code: 'QUERY_TIMEOUT' });
    expect(await hasty.transaction(slow, { statementTimeoutMs: 20_000 })).toMatchObject([{ word: 'done' }]);
    expect(await hasty.query('SHOW statement_timeout')).toEqual([{ statement_timeout: '1s' }]);
    await hasty.close();
  });
});

describe('two transactions that meet', () => {
  const addOne = (meet: () => Promise<void>) => async (transaction: Queryable) => {
    const balance = await balanceOf(1, transaction);
    await meet();
    await setBalance(transaction, 1, balance + 1);
  };

  it('both happen when only one of them can be serialized first', async () => {
    const meet = meeting();
    const both = [1, 2].map(() => database.transaction(addOne(meet), { isolation: 'serializable' }));
    await Promise.all(both);
    expect(await balanceOf(1)).toBe(102);
    expect(waits).toEqual([5]);
  });

  it('both happen when they block each other', async () => {
    const meet = meeting();
    const both = [1, 2].map((first) =>
      database.transaction(async (transaction) => {
        await transaction.query("SET LOCAL deadlock_timeout = '20ms'");
        await setBalance(transaction, first, first);
        await meet();
        await setBalance(transaction, 3 - first, first);
      }),
    );
    await Promise.all(both);
    expect(await balanceOf(1)).toBe(await balanceOf(2));
    expect(waits).toHaveLength(1);
  });

  it('are told apart even when the work wraps what the server said', async () => {
    const meet = meeting();
    const wrapped = async (transaction: Queryable) => {
      try {
        await addOne(meet)(transaction);
      } catch (cause) {
        throw new Error('could not add', { cause });
      }
    };
    await Promise.all([1, 2].map(() => database.transaction(wrapped, { isolation: 'serializable' })));
    expect(await balanceOf(1)).toBe(102);
  });

  it('give up after so many attempts, each after a longer wait', async () => {
    let attempts = 0;
    const work = database.transaction(
      async (transaction) => {
        attempts += 1;
        await transaction.query("DO $$ BEGIN RAISE SQLSTATE '40001'; END $$");
      },
      { maxAttempts: 8 },
    );
    await expect(work).rejects.toMatchObject({ code: '40001' });
    expect(attempts).toBe(8);
    expect(waits).toEqual([5, 10, 20, 40, 80, 100, 100]);
  });
});

describe('a connection that breaks inside a transaction', () => {
  it('undoes it and never comes back into the pool', async () => {
    const work = database.transaction(async (transaction) => {
      await setBalance(transaction, 1, 7);
      await transaction.query('SELECT pg_terminate_backend(pg_backend_pid())').catch(() => undefined);
    });
    await expect(work).rejects.toThrow(DatabaseUnavailableError);
    await expect(work).rejects.not.toThrow(CommitOutcomeUnknownError);
    expect(await balanceOf(1)).toBe(100);
  });

  describe('during the commit', () => {
    let wire: Wire;
    let cut: Database;

    beforeAll(async () => {
      wire = await Wire.to(place.url);
      cut = new Database({ url: wire.url, applicationName: 'cut' });
    });

    afterAll(async () => {
      await cut.close();
      await wire.close();
    });

    it('says that nobody knows, and the next transaction has another one', async () => {
      wire.behaviour = 'cut_after_commit';
      const work = cut.transaction((transaction) => setBalance(transaction, 1, 7));
      await expect(work).rejects.toThrow(CommitOutcomeUnknownError);
      expect(await balanceOf(1)).toBe(7);
      wire.behaviour = 'pass';
      await cut.transaction((transaction) => setBalance(transaction, 1, 8));
      expect(await balanceOf(1)).toBe(8);
    });
  });
});
