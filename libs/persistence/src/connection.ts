import type pg from 'pg';
import { DatabaseUnavailableError } from '@baluarte/errors';
import { endsConnection, isCancelledOnRequest, translateDriverError } from './driver-errors.js';

/** How one statement is run. */
export interface StatementOptions {
  /** Cancels the statement on the server. */
  readonly signal?: AbortSignal | undefined;
  /** Replaces the client's limit for this statement, ms; the server has its own. */
  readonly timeoutMs?: number | undefined;
}

/** Asks the server to cancel what one of its backends is doing. */
export type CancelBackend = (processId: number) => Promise<void>;

/** A connection while it is borrowed from the pool: it knows whether it may be given back. */
export class Connection {
  #lost: Error | undefined;
  readonly #onError = (error: Error) => void (this.#lost ??= error);

  constructor(
    private readonly client: pg.PoolClient,
    private readonly cancelBackend: CancelBackend,
  ) {
    client.on('error', this.#onError);
  }

  /** True when nobody may use it again: it broke, or nobody knows what it is doing. */
  get isLost(): boolean {
    return this.#lost !== undefined;
  }

  /**
   * Runs a statement. When it settles, nothing of it is running any more.
   *
   * @throws the reason of `signal`; DatabaseUnavailableError, QueryTimeoutError; or the driver's error for wrong SQL or data
   */
  async run<Row extends object>(
    sql: string,
    params: readonly unknown[] = [],
    { signal, timeoutMs }: StatementOptions = {},
  ): Promise<pg.QueryResult<Row>> {
    signal?.throwIfAborted();
    if (this.#lost !== undefined)
      throw new DatabaseUnavailableError('The database connection broke before this statement.', {
        cause: this.#lost,
      });
    const running = this.client.query<Row>({
      text: sql,
      values: [...params],
      ...(timeoutMs !== undefined && { query_timeout: timeoutMs }),
    });
    try {
      return await (signal === undefined ? running : this.abortable(running, signal));
    } catch (error) {
      if (endsConnection(error)) this.discard(error);
      throw signal?.aborted === true ? signal.reason : translateDriverError(error);
    }
  }

  /** Keeps it out of the pool for good. */
  discard(reason: unknown): void {
    this.#lost ??= reason instanceof Error ? reason : new Error(String(reason));
  }

  /** Returns it to the pool, or closes it when it is lost or was left in the middle of a transaction. */
  giveBack(): void {
    this.client.removeListener('error', this.#onError);
    if (this.client.getTransactionStatus() !== 'I') this.discard('It was left inside a transaction.');
    this.client.release(this.#lost);
  }

  private async abortable<Result>(running: Promise<Result>, signal: AbortSignal): Promise<Result> {
    let cancelling: Promise<void> | undefined;
    const onAbort = () => (cancelling = this.cancel());
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      const result = await running;
      if (cancelling !== undefined) this.discard('A cancel came too late for its statement.');
      return result;
    } catch (error) {
      if (cancelling !== undefined && !isCancelledOnRequest(error)) this.discard(error);
      throw error;
    } finally {
      signal.removeEventListener('abort', onAbort);
      await cancelling;
    }
  }

  /** Cancels what runs; a server that cannot be asked loses the connection instead, which ends the wait too. */
  private async cancel(): Promise<void> {
    const { processID: processId } = this.client as { readonly processID?: number | null };
    try {
      if (typeof processId !== 'number') throw new Error('The server did not say which process it uses.');
      await this.cancelBackend(processId);
    } catch (error) {
      this.discard(error);
      void (this.client as unknown as pg.Client).end();
    }
  }
}
