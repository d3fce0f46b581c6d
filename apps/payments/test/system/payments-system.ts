import { fileURLToPath } from 'node:url';
import { Database } from '@baluarte/persistence';
import {
  createTestDatabase,
  eventually,
  freePort,
  ServiceProcess,
  type TestDatabase,
} from '@baluarte/testing';
import { Client } from './client.js';
import { Processor } from './processor.js';
import { Wire } from './wire.js';

const ENTRY = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** Short enough that a test need not wait long for a lease to end, long enough for a busy machine. */
const TIMING = {
  LOG_LEVEL: 'trace',
  PSP_CONNECT_TIMEOUT_MS: '600',
  PSP_ATTEMPT_TIMEOUT_MS: '600',
  PSP_TOTAL_TIMEOUT_MS: '600',
  // What becomes of a payment is tried out here, not how often a call is repeated before it fails.
  PSP_RETRY_MAX_RETRIES: '0',
  PSP_CIRCUIT_MODE: 'off',
  PSP_BULKHEAD_SLOTS: '200',
  RESOLUTION_INTERVAL_MS: '50',
  RESOLUTION_LEASE_MS: '2000',
  PAYMENT_GIVE_UP_AFTER_MS: '600000',
};

/** The built service in a process of its own. */
export interface Replica {
  readonly process: ServiceProcess;
  readonly client: Client;
}

/** A whole world for the service: its database, the real processor behind a wire, and any number of replicas. */
export class PaymentsSystem {
  readonly sql: Database;
  readonly #replicas: Replica[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly processor: Processor,
    readonly wire: Wire,
  ) {
    this.sql = new Database({
      url: database.url,
      applicationName: 'payments test',
      statementTimeoutMs: 20_000,
    });
  }

  /** @param serverUrl a PostgreSQL of the test's own */
  static async start(serverUrl?: string): Promise<PaymentsSystem> {
    const database = await createTestDatabase(serverUrl);
    const processor = await Processor.start();
    return new PaymentsSystem(database, processor, await Wire.to(processor.url));
  }

  async startReplica(environment: Readonly<Record<string, string>> = {}): Promise<Replica> {
    const url = `http://127.0.0.1:${await freePort()}`;
    const process = await ServiceProcess.start({
      entry: ENTRY,
      readyUrl: `${url}/health/ready`,
      startTimeoutMs: 60_000,
      env: {
        PORT: new URL(url).port,
        DATABASE_URL: this.database.url,
        PSP_URL: this.wire.url,
        ...TIMING,
        ...environment,
      },
    });
    const replica = { process, client: new Client(url) };
    this.#replicas.push(replica);
    return replica;
  }

  /** How many charges the processor really made for an order. */
  async charges(orderId: string): Promise<number> {
    return (await this.processor.charges(orderId)).length;
  }

  /** The states of the payments of an order, oldest first. */
  async states(orderId: string): Promise<string[]> {
    const rows = await this.sql.query<{ state: string }>(
      'SELECT state FROM payments WHERE order_id = $1 ORDER BY id',
      [orderId],
    );
    return rows.map(({ state }) => state);
  }

  /** Waits until the payments of an order have come to these states. */
  async settled(orderId: string, ...states: readonly string[]): Promise<void> {
    await eventually(async () => {
      const found = await this.states(orderId);
      if (found.join() !== states.join()) throw new Error(`Payments of ${orderId}: ${found.join()}`);
    }, 30_000);
  }

  /** Every lease of an open payment ends now. */
  async endLeases(): Promise<void> {
    await this.sql.query(
      `UPDATE payments SET look_after = now()
       WHERE state IN ('pending', 'unknown') OR (refund_wanted AND state = 'charged')`,
    );
  }

  async end(): Promise<void> {
    await Promise.all(this.#replicas.map(({ process }) => process.kill('SIGKILL')));
    await this.sql.close();
    await this.wire.close();
    await this.processor.end();
    await this.database.drop();
  }
}
