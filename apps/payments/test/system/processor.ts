import { fileURLToPath } from 'node:url';
import { createTestDatabase, freePort, ServiceProcess, type TestDatabase } from '@baluarte/testing';

const ENTRY = fileURLToPath(new URL('../../../psp-simulator/dist/main.js', import.meta.url));

export interface RealCharge {
  readonly id: string;
  readonly status: string;
  readonly idempotency_key: string;
}

/** The real card processor simulator, as a process of its own. */
export class Processor {
  #service: ServiceProcess | undefined;

  private constructor(
    private readonly database: TestDatabase,
    private readonly port: number,
  ) {}

  static async start(): Promise<Processor> {
    const processor = new Processor(await createTestDatabase(), await freePort());
    await processor.resume();
    return processor;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The charges that were really made for an order. */
  async charges(orderId: string): Promise<readonly RealCharge[]> {
    const response = await fetch(`${this.url}/api/v1/charges?order_id=${orderId}`);
    return ((await response.json()) as { items: RealCharge[] }).items;
  }

  /** Starts it, again after `kill`. */
  async resume(): Promise<void> {
    this.#service = await ServiceProcess.start({
      entry: ENTRY,
      readyUrl: `${this.url}/health/ready`,
      env: {
        PORT: String(this.port),
        DATABASE_URL: this.database.url,
        SLOW_ANSWER_MS: '1500',
        LOG_LEVEL: 'warn',
      },
    });
  }

  async kill(): Promise<void> {
    await this.#service?.kill('SIGKILL');
  }

  async end(): Promise<void> {
    await this.kill();
    await this.database.drop();
  }
}
