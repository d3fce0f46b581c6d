import { fileURLToPath } from 'node:url';
import { configureService } from '@baluarte/bootstrap';
import { createTestDatabase, freePort, ServiceProcess, startApp } from '@baluarte/testing';
import { PspSimulatorModule } from '../src/psp-simulator.module.js';

export const SLOW_ANSWER_MS = 400;

const ENTRY = fileURLToPath(new URL('../dist/main.js', import.meta.url));

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** Talks to the simulator as a merchant would. */
export class Merchant {
  #orders = 0;

  constructor(readonly url: string) {}

  newOrder(): string {
    this.#orders += 1;
    return `order-${this.#orders}`;
  }

  request(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.url}/api/v1${path}`, init);
  }

  post(path: string, body: unknown, key?: string, signal?: AbortSignal): Promise<Response> {
    return this.request(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...(key !== undefined && { 'idempotency-key': key }) },
      ...(signal && { signal }),
    });
  }

  async charge(orderId: string, token: string, key = `key-${orderId}`, amount = 1_000): Promise<Answer> {
    return read(await this.post('/charges', this.body(orderId, token, amount), key));
  }

  body(orderId: string, token: string, amount = 1_000) {
    return { order_id: orderId, amount_minor: amount, currency: 'EUR', payment_token: token };
  }

  async chargesOf(orderId: string): Promise<readonly Record<string, unknown>[]> {
    const { body } = await read(await this.request(`/charges?order_id=${orderId}`));
    return body['items'] as Record<string, unknown>[];
  }

  async cancel(key: string): Promise<Answer> {
    return read(await this.post('/cancellations', { idempotency_key: key }));
  }

  async refund(chargeId: unknown, key: string): Promise<Answer> {
    return read(await this.post(`/charges/${String(chargeId)}/refund`, {}, key));
  }
}

export async function read(response: Response): Promise<Answer> {
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

/** What the processor says in its own format. */
export function errorOf({ body }: Answer): Record<string, unknown> {
  return body['error'] as Record<string, unknown>;
}

/** The simulator in this process, on a database of its own. */
export async function startPsp(serverUrl?: string) {
  const database = await createTestDatabase(serverUrl);
  const module = PspSimulatorModule.forConfig({
    host: '127.0.0.1',
    port: 0,
    logLevel: 'silent',
    slowAnswers: { afterMs: SLOW_ANSWER_MS },
    database: { url: database.url, poolMax: 10, acquireTimeoutMs: 5_000, statementTimeoutMs: 5_000 },
  });
  const { url, close } = await startApp(module, {
    configure: (app) => configureService(app, { name: 'psp-simulator', version: '0', description: '' }),
  });
  return { merchant: new Merchant(url), database, close: async () => (await close(), database.drop()) };
}

/** The built simulator in a process of its own, which can be killed. */
export async function startPspProcess(databaseUrl: string) {
  const url = `http://127.0.0.1:${await freePort()}`;
  const process = await ServiceProcess.start({
    entry: ENTRY,
    readyUrl: `${url}/health/ready`,
    env: { PORT: new URL(url).port, DATABASE_URL: databaseUrl },
  });
  return { process, merchant: new Merchant(url) };
}
