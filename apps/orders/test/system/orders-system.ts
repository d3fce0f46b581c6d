import { fileURLToPath } from 'node:url';
import { Database } from '@baluarte/persistence';
import {
  createTestDatabase,
  eventually,
  freePort,
  ServiceProcess,
  type TestDatabase,
} from '@baluarte/testing';
import { FakePayments } from '../peers/fake-payments.js';
import { FakeStock } from '../peers/fake-stock.js';
import { Client } from './client.js';

const ENTRY = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** Short enough that a test need not wait long for a lease to end, long enough for a busy machine. */
const TIMING = {
  DATABASE_ACQUIRE_TIMEOUT_MS: '1000',
  DATABASE_STATEMENT_TIMEOUT_MS: '1000',
  PAYMENTS_ATTEMPT_TIMEOUT_MS: '1500',
  PAYMENTS_TOTAL_TIMEOUT_MS: '1500',
  STOCK_ATTEMPT_TIMEOUT_MS: '1500',
  STOCK_TOTAL_TIMEOUT_MS: '1500',
  // What the saga does about a failure is tried out here, not how often a call is repeated before it fails.
  PAYMENTS_RETRY_MAX_RETRIES: '0',
  PAYMENTS_CIRCUIT_MODE: 'off',
  PAYMENTS_BULKHEAD_SLOTS: '200',
  STOCK_RETRY_MAX_RETRIES: '0',
  STOCK_CIRCUIT_MODE: 'off',
  STOCK_BULKHEAD_SLOTS: '200',
  SAGA_LEASE_MS: '3600',
  RECOVERY_INTERVAL_MS: '100',
  SAGA_BACKOFF_BASE_MS: '100',
  SAGA_BACKOFF_MAX_MS: '400',
};

/** The built service in a process of its own. */
export interface Replica {
  readonly process: ServiceProcess;
  readonly client: Client;
}

/** A whole world for the service: its database, its peers with their books, and any number of replicas. */
export class OrdersSystem {
  readonly payments = new FakePayments();
  readonly stock = new FakeStock(new Map());
  readonly sql: Database;
  readonly #replicas: Replica[] = [];

  private constructor(readonly database: TestDatabase) {
    this.sql = new Database({
      url: database.url,
      applicationName: 'test',
      poolMax: 30,
      statementTimeoutMs: 20_000,
    });
  }

  /** @param serverUrl a PostgreSQL of the test's own */
  static async start(serverUrl?: string): Promise<OrdersSystem> {
    const system = new OrdersSystem(await createTestDatabase(serverUrl));
    await Promise.all([system.payments.start(), system.stock.start()]);
    return system;
  }

  async startReplica(environment: Readonly<Record<string, string>> = {}): Promise<Replica> {
    const url = `http://127.0.0.1:${await freePort()}`;
    const process = await ServiceProcess.start({
      entry: ENTRY,
      readyUrl: `${url}/api/v1/order-events?limit=1`,
      env: {
        PORT: new URL(url).port,
        DATABASE_URL: this.database.url,
        PAYMENTS_URL: this.payments.url,
        STOCK_URL: this.stock.url,
        ...TIMING,
        ...environment,
      },
    });
    const replica = { process, client: new Client(url) };
    this.#replicas.push(replica);
    return replica;
  }

  /** A product that only this caller orders, so that its books are easy to read. */
  newProduct(price = 250, available = 100, currency = 'EUR'): string {
    const productId = `P${String(this.stock.products.size + 1).padStart(3, '0')}`;
    this.stock.products.set(productId, { price, available, currency });
    return productId;
  }

  /** Every order, as stored. */
  orders<Row extends object>(columns = '*', where = 'true'): Promise<Row[]> {
    return this.sql.query<Row>(`SELECT ${columns} FROM orders WHERE ${where} ORDER BY id`);
  }

  /**
   * Locks an order in the database, so that nothing can be written of it.
   *
   * @returns unlocks it; whoever waits for it then was cut off and will not write
   */
  async lockOrder(orderId: string): Promise<() => void> {
    let unlock = (): void => undefined;
    const unlocked = new Promise<void>((resolve) => (unlock = resolve));
    await new Promise<void>((resolve, reject) => {
      this.sql
        .transaction(async (transaction) => {
          await transaction.query('SELECT FROM orders WHERE id = $1 FOR UPDATE', [orderId]);
          resolve();
          await unlocked;
        })
        .catch(reject);
    });
    return unlock;
  }

  /** The sessions of the service that wait for a lock. */
  async waitingSessions(): Promise<number[]> {
    const rows = await this.sql.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'orders' AND wait_event_type = 'Lock'`,
    );
    return rows.map(({ pid }) => pid);
  }

  /** Ends every session of a service that was killed, as the server does once it finds out. */
  async endSessions(): Promise<void> {
    await this.sql.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'orders'`,
    );
  }

  /** Every lease ends now. */
  async endLeases(): Promise<void> {
    await this.sql.query(
      "UPDATE orders SET recover_after = now() - interval '1 ms' WHERE next_step IS NOT NULL",
    );
  }

  /** Waits until no order has anything left to do. */
  async settled(timeoutMs = 20_000): Promise<void> {
    await eventually(async () => {
      const open = await this.orders<{ id: string; state: string; next_step: string }>(
        'id, state, next_step',
        'next_step IS NOT NULL',
      );
      if (open.length > 0) throw new Error(`Orders are not final: ${JSON.stringify(open)}`);
    }, timeoutMs);
  }

  async end(): Promise<void> {
    this.payments.heal();
    this.stock.heal();
    await Promise.all(this.#replicas.map(({ process }) => process.kill('SIGKILL')));
    await this.sql.close();
    await Promise.all([this.payments.stop(), this.stock.stop()]);
    await this.database.drop();
  }
}
