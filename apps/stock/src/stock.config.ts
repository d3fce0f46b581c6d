import { durationMs, integer, oneOf, port, postgresUrl, readConfig, text, url } from '@baluarte/config';
import { z } from 'zod';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const settings = z.object({
  HOST: text('127.0.0.1'),
  PORT: port(3003),
  PUBLIC_URL: url().optional(),
  LOG_LEVEL: oneOf(LOG_LEVELS, 'info'),
  DATABASE_URL: postgresUrl(),
  DATABASE_POOL_MAX: integer({ default: 10, min: 1, max: 200 }),
  DATABASE_ACQUIRE_TIMEOUT_MS: durationMs({ default: 1_000, max: 60_000 }),
  DATABASE_STATEMENT_TIMEOUT_MS: durationMs({ default: 2_000, max: 600_000 }),
  RECOMMENDATIONS_URL: url('http://localhost:3004'),
  RECOMMENDATIONS_CONNECT_TIMEOUT_MS: durationMs({ default: 200 }),
  RECOMMENDATIONS_ATTEMPT_TIMEOUT_MS: durationMs({ default: 300 }),
  RECOMMENDATIONS_TOTAL_TIMEOUT_MS: durationMs({ default: 300 }),
});

export type StockConfig = ReturnType<typeof readStockConfig>;

/** The settings of the service, read once. @throws ConfigurationError that lists every mistake */
export function readStockConfig() {
  const values = readConfig(settings);
  return {
    host: values.HOST,
    port: values.PORT,
    publicUrl: values.PUBLIC_URL ?? `http://localhost:${values.PORT}`,
    logLevel: values.LOG_LEVEL,
    database: {
      url: values.DATABASE_URL,
      poolMax: values.DATABASE_POOL_MAX,
      acquireTimeoutMs: values.DATABASE_ACQUIRE_TIMEOUT_MS,
      statementTimeoutMs: values.DATABASE_STATEMENT_TIMEOUT_MS,
    },
    recommendations: {
      url: values.RECOMMENDATIONS_URL,
      connectTimeoutMs: values.RECOMMENDATIONS_CONNECT_TIMEOUT_MS,
      attemptTimeoutMs: values.RECOMMENDATIONS_ATTEMPT_TIMEOUT_MS,
      totalTimeoutMs: values.RECOMMENDATIONS_TOTAL_TIMEOUT_MS,
    },
  };
}
