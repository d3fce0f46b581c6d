import { fileURLToPath } from 'node:url';
import { createTestDatabase, freePort, ServiceProcess } from '@baluarte/testing';

const ENTRY = fileURLToPath(new URL('../dist/main.js', import.meta.url));

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The built service as a process of its own, on a database of its own. */
export async function startPayments(pspUrl: string, settings: Readonly<Record<string, string>> = {}) {
  const database = await createTestDatabase(settings['TEST_SERVER_URL']);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const options = {
    entry: ENTRY,
    readyUrl: `${url}/health/ready`,
    env: {
      PORT: String(port),
      DATABASE_URL: database.url,
      PSP_URL: pspUrl,
      PSP_TOTAL_TIMEOUT_MS: '500',
      PAYMENT_GIVE_UP_AFTER_MS: '60000',
      RESOLUTION_INTERVAL_MS: '50',
      RESOLUTION_LEASE_MS: '1100',
      ...settings,
    },
  };
  let service = await ServiceProcess.start(options);
  const ask = async (
    method: string,
    path: string,
    { key, body }: { key?: string; body?: unknown } = {},
  ): Promise<Answer> => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Answer['body'],
    };
  };
  return {
    ask,
    database,
    output: () => service.output,
    pay: (orderId: string, payment_token: string, key = `key-${orderId}`) =>
      ask('POST', '/payments', {
        key,
        body: { order_id: orderId, amount_minor: 1_990, currency: 'EUR', payment_token },
      }),
    refund: (paymentId: unknown, key: string) =>
      ask('POST', `/payments/${String(paymentId)}/refund`, { key }),
    state: async (paymentId: unknown) => (await ask('GET', `/payments/${String(paymentId)}`)).body['state'],
    kill: () => service.kill(),
    resume: async () => void (service = await ServiceProcess.start(options)),
    stop: async () => {
      await service.kill('SIGTERM');
      await database.drop();
    },
  };
}

export type PaymentsService = Awaited<ReturnType<typeof startPayments>>;
