import pg from 'pg';
import { DatabaseUnavailableError } from '@baluarte/errors';
import {
  completeDatabaseOptions,
  type CompleteDatabaseOptions,
  type DatabaseOptions,
} from './database-options.js';
import { isPoolTimeout, isSerializationFailure, translateDriverError } from './driver-errors.js';
import { systemRandom, systemSleep, type Random, type Sleep } from './system-clock.js';

/** Runs statements: the database itself, or one transaction. */
export interface Queryable {
  /** @throws DatabaseUnavailableError, QueryTimeoutError, ResourceExhaustedError, or the driver's error for wrong SQL or data */
  query<Row extends object>(sql: string, params?: readonly unknown[]): Promise<Row[]>;
}

export interface TransactionOptions {
  /** Default `read committed`. */
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable';
  /** How often a transaction that lost against another is tried, 1–20. Default 5. */
  readonly maxAttempts?: number;
  /** No further attempt begins after it aborts. */
  readonly signal?: AbortSignal;
}

/** How busy the pool is. */
export interface PoolStats {
  readonly total: number;
  readonly idle: number;
  readonly waiting: number;
  readonly max: number;
}

const RETRY_BASE_MS = 10;
const RETRY_CAP_MS = 200;

/** A service's own PostgreSQL, behind a bounded pool. */
export class Database implements Queryable {
  readonly #pool: pg.Pool;
  readonly options: CompleteDatabaseOptions;

  /**
   * @throws RangeError when an option is out of bounds
   */
  constructor(
    options: DatabaseOptions,
    private readonly sleep: Sleep = systemSleep,
    private readonly random: Random = systemRandom,
  ) {
    this.options = completeDatabaseOptions(options);
    const { url, applicationName, poolMax, acquireTimeoutMs, statementTimeoutMs } = this.options;
    this.#pool = new pg.Pool({
      connectionString: url,
      application_name: applicationName,
      max: poolMax,
      connectionTimeoutMillis: acquireTimeoutMs,
      statement_timeout: statementTimeoutMs,
      query_timeout: statementTimeoutMs + 500,
      idle_in_transaction_session_timeout: statementTimeoutMs * 5,
      keepAlive: true,
    });
    // A connection that breaks while it is idle is replaced at its next use; without a listener it would end the process.
    this.#pool.on('error', () => undefined);
  }

  async query<Row extends object>(sql: string, params: readonly unknown[] = []): Promise<Row[]> {
    return this.withConnection(async (client) => (await client.query<Row>(sql, [...params])).rows);
  }

  /**
   * Runs `work` in a transaction: everything in it becomes true together or not at all. When it loses
   * against another transaction (serialization failure, deadlock) it is run again from its beginning after
   * a short random wait, so `work` must do nothing but talk to `transaction`.
   */
  async transaction<Result>(
    work: (transaction: Queryable) => Promise<Result>,
    { isolation = 'read committed', maxAttempts = 5, signal }: TransactionOptions = {},
  ): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      signal?.throwIfAborted();
      try {
        return await this.withConnection((client) => attemptTransaction(client, work, isolation));
      } catch (error) {
        if (attempt >= maxAttempts || !isSerializationFailure(error)) throw error;
        await this.sleep(this.random() * Math.min(RETRY_CAP_MS, RETRY_BASE_MS * 2 ** attempt));
      }
    }
  }

  /** Resolves when the database answers; throws DatabaseUnavailableError when it does not. */
  async ping(): Promise<void> {
    await this.query('SELECT 1');
  }

  stats(): PoolStats {
    const { totalCount, idleCount, waitingCount } = this.#pool;
    return { total: totalCount, idle: idleCount, waiting: waitingCount, max: this.options.poolMax };
  }

  /** Waits for the statements that run and closes every connection. */
  async close(): Promise<void> {
    if (!this.#pool.ended && !this.#pool.ending) await this.#pool.end();
  }

  private async withConnection<Result>(use: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    const client = await this.connect();
    let broken: Error | undefined;
    const onError = (error: Error) => (broken = error);
    client.on('error', onError);
    try {
      return await use(client);
    } catch (error) {
      const translated = translateDriverError(error);
      if (translated !== error || error instanceof RollbackError) broken ??= error as Error;
      throw error instanceof RollbackError ? error.cause : translated;
    } finally {
      client.removeListener('error', onError);
      client.release(broken ?? false);
    }
  }

  private async connect(): Promise<pg.PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      if (this.#pool.ending)
        throw new DatabaseUnavailableError('The service is closing its database.', { cause: error });
      throw translateDriverError(
        this.isStarved(error) ? error : new Error('Connection terminated: timeout', { cause: error }),
      );
    }
  }

  /** The pool says the same of "no slot was free" and of "the server did not take the connection". */
  private isStarved(error: unknown): boolean {
    return !isPoolTimeout(error) || this.#pool.totalCount >= this.options.poolMax;
  }
}

/** The connection cannot be trusted any more: it may be in the middle of a transaction. */
class RollbackError extends Error {}

async function attemptTransaction<Result>(
  client: pg.PoolClient,
  work: (transaction: Queryable) => Promise<Result>,
  isolation: string,
): Promise<Result> {
  await client.query(`BEGIN ISOLATION LEVEL ${isolation.toUpperCase()}`);
  try {
    const result = await work({
      query: async <Row extends object>(sql: string, params: readonly unknown[] = []) => {
        try {
          return (await client.query<Row>(sql, [...params])).rows;
        } catch (error) {
          throw translateDriverError(error);
        }
      },
    });
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await rollBack(client, error);
    throw error;
  }
}

async function rollBack(client: pg.PoolClient, reason: unknown): Promise<void> {
  try {
    await client.query('ROLLBACK');
  } catch (error) {
    throw new RollbackError(`A transaction could not be rolled back: ${String(error)}`, {
      cause: translateDriverError(reason),
    });
  }
}
