import { ConnectionPool, type PoolStats } from './connection-pool.js';
import { completeDatabaseOptions, type DatabaseOptions } from './database-options.js';
import { isSerializationFailure } from './driver-errors.js';
import type { Queryable } from './queryable.js';
import { systemRandom, systemSleep, type Random, type Sleep } from './system-clock.js';
import { attemptTransaction, type Attempted, type TransactionOptions } from './transaction.js';

export interface QueryOptions {
  /** Stops waiting for a connection, or cancels the statement on the server. */
  readonly signal?: AbortSignal | undefined;
}

const RETRY_BASE_MS = 10;
const RETRY_CAP_MS = 200;
const MAX_ATTEMPTS = 20;

/**
 * A service's own PostgreSQL, behind a bounded pool. It connects when it is first used, and again by itself
 * after the server was away.
 */
export class Database implements Queryable {
  readonly #pool: ConnectionPool;
  /** Host, port and name, for messages; never the password. */
  readonly target: string;

  /** @throws RangeError that lists every option which is unknown or out of bounds */
  constructor(
    options: DatabaseOptions,
    private readonly sleep: Sleep = systemSleep,
    private readonly random: Random = systemRandom,
  ) {
    const complete = completeDatabaseOptions(options);
    const { hostname, port, pathname } = new URL(complete.url);
    this.target = `${hostname}:${port || 5432}${pathname}`;
    this.#pool = new ConnectionPool(complete);
  }

  /**
   * Runs one statement on its own. When a writing one fails with DatabaseUnavailableError or QueryTimeoutError
   * it may still have happened: write inside `transaction`, which tells the two apart.
   */
  async query<Row extends object>(
    sql: string,
    params: readonly unknown[] = [],
    { signal }: QueryOptions = {},
  ): Promise<Row[]> {
    return this.#pool.use(
      async (connection) => (await connection.run<Row>(sql, params, { signal })).rows,
      signal,
    );
  }

  /**
   * Runs `work` in a transaction: everything in it becomes true together or not at all. When it loses
   * against another transaction (serialization failure, deadlock) it is run again from its beginning after
   * a short random wait, so `work` must do nothing but talk to `transaction`.
   *
   * @throws what `work` throws; CommitOutcomeUnknownError when the connection broke during the commit;
   *   every other failure means that nothing was changed
   */
  async transaction<Result>(
    work: (transaction: Queryable) => Promise<Result>,
    { isolation = 'read committed', maxAttempts = 5, statementTimeoutMs, signal }: TransactionOptions = {},
  ): Promise<Result> {
    if (!Number.isInteger(maxAttempts) || maxAttempts < 1 || maxAttempts > MAX_ATTEMPTS)
      throw new RangeError(
        `maxAttempts is ${maxAttempts}; expected a whole number from 1 to ${MAX_ATTEMPTS}.`,
      );
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.#pool.use(
        (connection) => attemptTransaction(connection, work, { isolation, statementTimeoutMs, signal }),
        signal,
      );
      if ('result' in outcome) return outcome.result;
      if (attempt >= maxAttempts || !lostAgainstAnother(outcome)) throw outcome.error;
      const longestMs = Math.min(RETRY_CAP_MS, RETRY_BASE_MS * 2 ** (attempt - 1));
      await this.sleep(this.random() * longestMs, signal);
    }
  }

  /** Resolves when the database answers; throws DatabaseUnavailableError when it does not. */
  async ping(signal?: AbortSignal): Promise<void> {
    await this.query('SELECT 1', [], { signal });
  }

  stats(): PoolStats {
    return this.#pool.stats();
  }

  /** Waits for the statements that run and closes every connection; later use throws DatabaseUnavailableError. */
  close(): Promise<void> {
    return this.#pool.close();
  }
}

/** Whatever `work` made of the failure of its statement, the server's word counts. */
function lostAgainstAnother({ error, failure }: Exclude<Attempted<never>, { result: never }>): boolean {
  return isSerializationFailure(failure) || isSerializationFailure(error);
}
