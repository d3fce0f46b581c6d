import { DatabaseUnavailableError, InternalError } from '@baluarte/errors';
import { CommitOutcomeUnknownError } from './commit-outcome-unknown-error.js';
import { CLIENT_GRACE_MS } from './connection-pool.js';
import type { Connection } from './connection.js';
import type { Queryable } from './queryable.js';

export interface TransactionOptions {
  /** Default `read committed`. */
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable';
  /** How often a transaction that lost against another is tried, 1–20. Default 5. */
  readonly maxAttempts?: number;
  /** How long each statement of it may run, ms, 1–600 000. Default: the database's own limit. */
  readonly statementTimeoutMs?: number | undefined;
  /** Cancels the statement that runs and rolls back; a commit that has begun is left alone. */
  readonly signal?: AbortSignal | undefined;
}

type Attempt = Pick<Required<TransactionOptions>, 'isolation'> &
  Pick<TransactionOptions, 'statementTimeoutMs' | 'signal'>;

/** The statements of one attempt; of no use once it has ended. */
class Transaction implements Queryable {
  /** The first statement that failed: from then on the server refuses all but a rollback. */
  failure: unknown;
  #hasEnded = false;

  constructor(
    private readonly connection: Connection,
    private readonly options: Attempt,
  ) {}

  async query<Row extends object>(sql: string, params: readonly unknown[] = []): Promise<Row[]> {
    if (this.#hasEnded)
      throw new InternalError('A statement came after its transaction had ended: await every one of them.');
    const { signal, statementTimeoutMs: limit } = this.options;
    const timeoutMs = limit === undefined ? undefined : limit + CLIENT_GRACE_MS;
    try {
      return (await this.connection.run<Row>(sql, params, { signal, timeoutMs })).rows;
    } catch (error) {
      this.failure ??= error;
      throw error;
    }
  }

  end(): void {
    this.#hasEnded = true;
  }
}

/** What one attempt came to. */
export type Attempted<Result> =
  { readonly result: Result } | { readonly error: unknown; readonly failure: unknown };

/** Runs `work` between BEGIN and COMMIT once; after any failure everything is undone and the connection clean, or lost. */
export async function attemptTransaction<Result>(
  connection: Connection,
  work: (transaction: Queryable) => Promise<Result>,
  options: Attempt,
): Promise<Attempted<Result>> {
  const { isolation, signal, statementTimeoutMs } = options;
  const transaction = new Transaction(connection, options);
  try {
    await connection.run(`BEGIN ISOLATION LEVEL ${isolation.toUpperCase()}`, [], { signal });
    if (statementTimeoutMs !== undefined)
      await connection.run(`SET LOCAL statement_timeout = ${statementTimeoutMs}`, [], { signal });
    const result = await work(transaction);
    transaction.end();
    signal?.throwIfAborted();
    await commit(connection, transaction.failure);
    return { result };
  } catch (error) {
    transaction.end();
    await rollBack(connection);
    return { error, failure: transaction.failure };
  }
}

async function commit(connection: Connection, failure: unknown): Promise<void> {
  if (connection.isLost)
    throw new DatabaseUnavailableError('The database connection broke before the commit.', {
      cause: failure,
    });
  try {
    const { command } = await connection.run('COMMIT');
    if (command !== 'COMMIT')
      throw failure ?? new InternalError(`The server answered COMMIT with ${command}.`);
  } catch (error) {
    throw connection.isLost ? new CommitOutcomeUnknownError(error) : error;
  }
}

/** Keeps the failure that led here the one to be thrown: a connection that cannot be rolled back is only lost. */
async function rollBack(connection: Connection): Promise<void> {
  if (connection.isLost) return;
  try {
    await connection.run('ROLLBACK');
  } catch (error) {
    connection.discard(error);
  }
}
