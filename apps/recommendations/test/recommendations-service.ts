import { fileURLToPath } from 'node:url';
import { configureService } from '@baluarte/bootstrap';
import { freePort, ServiceProcess, startApp, type TestDatabase } from '@baluarte/testing';
import { RecommendationsModule } from '../src/recommendations.module.js';

const ENTRY = fileURLToPath(new URL('../dist/main.js', import.meta.url));

export interface Surroundings {
  readonly database: TestDatabase;
  readonly ordersUrl: string;
  readonly ordersTimeoutMs?: number;
}

/** The whole service, impatient. */
export async function startRecommendations({ database, ordersUrl, ordersTimeoutMs = 1_000 }: Surroundings) {
  const timeouts = {
    connectTimeoutMs: 500,
    attemptTimeoutMs: ordersTimeoutMs,
    totalTimeoutMs: ordersTimeoutMs,
  };
  const config = {
    host: '127.0.0.1',
    port: 0,
    publicUrl: 'http://localhost:3004',
    logLevel: 'silent' as const,
    database: { url: database.url, poolMax: 4, acquireTimeoutMs: 2_000, statementTimeoutMs: 5_000 },
    databaseCircuit: { mode: 'on' as const },
    orders: { baseURL: ordersUrl, retry: { maxRetries: 0 }, circuit: { mode: 'off' as const }, ...timeouts },
    feed: { intervalMs: 20, backoffMaxMs: 100 },
  };
  const { url, close } = await startApp(RecommendationsModule.forConfig(config), {
    configure: (app) => configureService(app, { name: 'recommendations', version: '0', description: '' }),
  });
  return { url, ordersUrl, close, ...readersOf(url) };
}

export type RecommendationsService = Awaited<ReturnType<typeof startRecommendations>>;

/** The built service as a process that can be killed. */
export async function spawnRecommendations({ database, ordersUrl }: Surroundings) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const service = await ServiceProcess.start({
    entry: ENTRY,
    readyUrl: `${url}/health/ready`,
    startTimeoutMs: 50_000,
    env: {
      PORT: String(port),
      DATABASE_URL: database.url,
      ORDERS_URL: ordersUrl,
      FEED_INTERVAL_MS: '20',
      FEED_BACKOFF_MAX_MS: '100',
    },
  });
  return { service, url, ...readersOf(url) };
}

function readersOf(url: string) {
  const ask = async (productId: string) => {
    const response = await fetch(`${url}/api/v1/recommendations/${productId}`);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const counts = async (productId: string) => {
    const { body } = await ask(productId);
    const found = body['recommendations'] as { product_id: string; bought_together: number }[];
    return found.map((each) => [each.product_id, each.bought_together]);
  };
  return { ask, counts };
}
