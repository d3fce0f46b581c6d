import { durationMs, integer, oneOf, port, postgresUrl, readConfig, text, url } from '@baluarte/config';
import { z } from 'zod';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const settings = z.object({
  HOST: text('127.0.0.1'),
  PORT: port(3004),
  PUBLIC_URL: url().optional(),
  LOG_LEVEL: oneOf(LOG_LEVELS, 'info'),
  DATABASE_URL: postgresUrl(),
  DATABASE_POOL_MAX: integer({ default: 10, min: 1, max: 200 }),
  DATABASE_ACQUIRE_TIMEOUT_MS: durationMs({ default: 1_000, max: 60_000 }),
  DATABASE_STATEMENT_TIMEOUT_MS: durationMs({ default: 2_000, max: 600_000 }),
  ORDERS_URL: url('http://localhost:3001'),
  ORDERS_CONNECT_TIMEOUT_MS: durationMs({ default: 500 }),
  ORDERS_ATTEMPT_TIMEOUT_MS: durationMs({ default: 1_000 }),
  ORDERS_TOTAL_TIMEOUT_MS: durationMs({ default: 3_000 }),
  FEED_INTERVAL_MS: durationMs({ default: 500 }),
  FEED_BACKOFF_MAX_MS: durationMs({ default: 10_000 }),
});

export type RecommendationsConfig = ReturnType<typeof readRecommendationsConfig>;

/** The settings of the service, read once. @throws ConfigurationError that lists every mistake */
export function readRecommendationsConfig() {
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
    orders: {
      url: values.ORDERS_URL,
      connectTimeoutMs: values.ORDERS_CONNECT_TIMEOUT_MS,
      attemptTimeoutMs: values.ORDERS_ATTEMPT_TIMEOUT_MS,
      totalTimeoutMs: values.ORDERS_TOTAL_TIMEOUT_MS,
    },
    feed: { intervalMs: values.FEED_INTERVAL_MS, backoffMaxMs: values.FEED_BACKOFF_MAX_MS },
  };
}
