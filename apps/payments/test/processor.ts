import { fileURLToPath } from 'node:url';
import { createTestDatabase, freePort, ServiceProcess } from '@baluarte/testing';

const ENTRY = fileURLToPath(new URL('../../psp-simulator/dist/main.js', import.meta.url));

export interface RealCharge {
  readonly id: string;
  readonly status: string;
  readonly idempotency_key: string;
}

/** The real card processor simulator, as a process of its own. */
export async function startProcessor({ slowAnswerMs = 1_500 } = {}) {
  const database = await createTestDatabase();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const options = {
    entry: ENTRY,
    readyUrl: `${url}/health/ready`,
    env: {
      PORT: String(port),
      DATABASE_URL: database.url,
      SLOW_ANSWER_MS: String(slowAnswerMs),
      LOG_LEVEL: 'warn',
    },
  };
  let service = await ServiceProcess.start(options);
  return {
    url,
    /** The charges that were really made for an order. */
    charges: async (orderId: string): Promise<readonly RealCharge[]> => {
      const response = await fetch(`${url}/api/v1/charges?order_id=${orderId}`);
      return ((await response.json()) as { items: RealCharge[] }).items;
    },
    kill: () => service.kill(),
    resume: async () => void (service = await ServiceProcess.start(options)),
    stop: async () => {
      await service.kill('SIGTERM');
      await database.drop();
    },
  };
}

export type Processor = Awaited<ReturnType<typeof startProcessor>>;
