import { configureService } from '@baluarte/bootstrap';
import { createTestDatabase, startApp } from '@baluarte/testing';
import { StockModule } from '../src/stock.module.js';

/** The whole service on a database of its own. */
export async function startStock({
  recommendationsUrl = 'http://127.0.0.1:1',
  serverUrl = undefined as string | undefined,
} = {}) {
  const database = await createTestDatabase(serverUrl);
  const config = {
    host: '127.0.0.1',
    port: 0,
    publicUrl: 'http://localhost:3003',
    logLevel: 'silent' as const,
    database: { url: database.url, poolMax: 10, acquireTimeoutMs: 5_000, statementTimeoutMs: 5_000 },
    recommendations: {
      url: recommendationsUrl,
      connectTimeoutMs: 200,
      attemptTimeoutMs: 300,
      totalTimeoutMs: 300,
    },
  };
  const { url, close } = await startApp(StockModule.forConfig(config), {
    configure: (app) => configureService(app, { name: 'stock', version: '0', description: '' }),
  });
  const ask = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return { url, ask, database, close: async () => (await close(), database.drop()) };
}

export type StockService = Awaited<ReturnType<typeof startStock>>;
