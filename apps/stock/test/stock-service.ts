import { fileURLToPath } from 'node:url';
import { configureService } from '@baluarte/bootstrap';
import { createTestDatabase, freePort, ServiceProcess, startApp, type TestDatabase } from '@baluarte/testing';
import { StockModule } from '../src/stock.module.js';

const ENTRY = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/** The whole service, on a database of its own unless it is given one. */
export async function startStock({
  recommendationsUrl = 'http://127.0.0.1:1',
  database = undefined as TestDatabase | undefined,
} = {}) {
  const own = database ?? (await createTestDatabase());
  const config = {
    host: '127.0.0.1',
    port: 0,
    publicUrl: 'http://localhost:3003',
    logLevel: 'silent' as const,
    database: { url: own.url, poolMax: 10, acquireTimeoutMs: 5_000, statementTimeoutMs: 5_000 },
    databaseCircuit: { mode: 'on' as const },
    page: { withoutRecommendations: true },
    recommendations: {
      baseURL: recommendationsUrl,
      retry: { maxRetries: 0 },
      circuit: { mode: 'off' as const },
      connectTimeoutMs: 200,
      attemptTimeoutMs: 300,
      totalTimeoutMs: 300,
    },
  };
  const { url, close } = await startApp(StockModule.forConfig(config), {
    configure: (app) => configureService(app, { name: 'stock', version: '0', description: '' }),
  });
  const stop = async () => (await close(), database ?? own.drop());
  return { url, ask: asking(url), database: own, close: stop };
}

export type StockService = Awaited<ReturnType<typeof startStock>>;

/** The built service as a process that can be killed. */
export async function spawnStock(database: TestDatabase) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const service = await ServiceProcess.start({
    entry: ENTRY,
    readyUrl: `${url}/health/ready`,
    startTimeoutMs: 50_000,
    env: { PORT: String(port), DATABASE_URL: database.url, LOG_LEVEL: 'warn' },
  });
  return { service, ask: asking(url) };
}

function asking(url: string) {
  return async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
}
