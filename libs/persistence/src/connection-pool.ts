import pg from 'pg';
import { DatabaseUnavailableError } from '@baluarte/errors';
import { Connection } from './connection.js';
import type { CompleteDatabaseOptions } from './database-options.js';
import { isPoolTimeout, translateDriverError } from './driver-errors.js';

/** How busy a pool is. */
export interface PoolStats {
  readonly total: number;
  readonly idle: number;
  readonly waiting: number;
  readonly max: number;
}

/** How much longer the client waits than the server allows a statement: the server's own answer is the better one. */
export const CLIENT_GRACE_MS = 500;
/** A transaction in which nothing happens for so many statement timeouts holds its locks for nothing. */
const IDLE_IN_TRANSACTION_FACTOR = 5;

/** A bounded number of connections; a broken one never comes back into it. */
export class ConnectionPool {
  readonly #pool: pg.Pool;
  readonly #options: CompleteDatabaseOptions;
  #borrowed = 0;
  #closing: Promise<void> | undefined;

  constructor(options: CompleteDatabaseOptions) {
    this.#options = options;
    this.#pool = new pg.Pool({
      connectionString: options.url,
      application_name: options.applicationName,
      max: options.poolMax,
      connectionTimeoutMillis: options.acquireTimeoutMs,
      statement_timeout: options.statementTimeoutMs,
      query_timeout: options.statementTimeoutMs + CLIENT_GRACE_MS,
      idle_in_transaction_session_timeout: options.statementTimeoutMs * IDLE_IN_TRANSACTION_FACTOR,
      keepAlive: true,
    });
    this.#pool.on('error', options.onConnectionLost);
  }

  /**
   * Lends a connection for as long as `work` runs.
   *
   * @throws ResourceExhaustedError when all are lent for longer than the acquire timeout,
   *   DatabaseUnavailableError when the server does not take a new one, the reason of `signal`
   */
  use<Result>(work: (connection: Connection) => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    return this.#options.guard.run(() => this.lend(work, signal));
  }

  private async lend<Result>(
    work: (connection: Connection) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result> {
    const client = await this.acquire(signal);
    const connection = new Connection(client, (processId) => this.cancelBackend(processId));
    this.#borrowed += 1;
    try {
      return await work(connection);
    } finally {
      this.#borrowed -= 1;
      connection.giveBack();
    }
  }

  stats(): PoolStats {
    const { totalCount, idleCount, waitingCount } = this.#pool;
    return { total: totalCount, idle: idleCount, waiting: waitingCount, max: this.#options.poolMax };
  }

  /** Waits for the connections that are lent and closes all. */
  close(): Promise<void> {
    this.#closing ??= this.#pool.end();
    return this.#closing;
  }

  private async acquire(signal?: AbortSignal): Promise<pg.PoolClient> {
    signal?.throwIfAborted();
    const connecting = this.#pool.connect();
    try {
      return await (signal === undefined ? connecting : untilAborted(connecting, signal));
    } catch (error) {
      if (signal?.aborted === true) throw signal.reason;
      if (this.#closing !== undefined)
        throw new DatabaseUnavailableError('The service is closing its database.', { cause: error });
      throw this.acquireFailure(error);
    }
  }

  /** The pool gives one message for "all are lent" and for "all slots wait for a server that does not answer". */
  private acquireFailure(error: unknown): unknown {
    if (!isPoolTimeout(error) || this.#borrowed >= this.#options.poolMax) return translateDriverError(error);
    return new DatabaseUnavailableError('The database takes no new connection.', { cause: error });
  }

  /** Over a connection of its own: the pool may have none free, which is when people give up waiting. */
  private async cancelBackend(processId: number): Promise<void> {
    const { url, applicationName, acquireTimeoutMs } = this.#options;
    const client = new pg.Client({
      connectionString: url,
      application_name: applicationName,
      connectionTimeoutMillis: acquireTimeoutMs,
      query_timeout: acquireTimeoutMs,
    });
    client.on('error', this.#options.onConnectionLost);
    try {
      await client.connect();
      await client.query('SELECT pg_cancel_backend($1)', [processId]);
    } finally {
      await client.end();
    }
  }
}

/** Stops waiting when the signal aborts; a connection that comes later goes straight back. */
function untilAborted(connecting: Promise<pg.PoolClient>, signal: AbortSignal): Promise<pg.PoolClient> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
    connecting
      .then((client) => (signal.aborted ? client.release() : resolve(client)), reject)
      .finally(() => signal.removeEventListener('abort', onAbort));
  });
}
