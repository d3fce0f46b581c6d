import {
  durationMs,
  integer,
  oneOf,
  port,
  postgresUrl,
  readConfig,
  text,
  url,
  type Environment,
} from '@baluarte/config';
import { z } from 'zod';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const settings = z
  .object({
    HOST: text('127.0.0.1'),
    PORT: port(3001),
    PUBLIC_URL: url().optional(),
    LOG_LEVEL: oneOf(LOG_LEVELS, 'info'),
    DATABASE_URL: postgresUrl(),
    DATABASE_POOL_MAX: integer({ default: 10, min: 1, max: 200 }),
    DATABASE_ACQUIRE_TIMEOUT_MS: durationMs({ default: 1_000, max: 60_000 }),
    DATABASE_STATEMENT_TIMEOUT_MS: durationMs({ default: 2_000, max: 600_000 }),
    PAYMENTS_URL: url('http://localhost:3002'),
    PAYMENTS_CONNECT_TIMEOUT_MS: durationMs({ default: 500 }),
    PAYMENTS_ATTEMPT_TIMEOUT_MS: durationMs({ default: 1_000 }),
    PAYMENTS_TOTAL_TIMEOUT_MS: durationMs({ default: 3_000 }),
    STOCK_URL: url('http://localhost:3003'),
    STOCK_CONNECT_TIMEOUT_MS: durationMs({ default: 500 }),
    STOCK_ATTEMPT_TIMEOUT_MS: durationMs({ default: 1_000 }),
    STOCK_TOTAL_TIMEOUT_MS: durationMs({ default: 3_000 }),
    SAGA_LEASE_MS: durationMs({ default: 10_000 }),
    SAGA_BACKOFF_BASE_MS: durationMs({ default: 1_000 }),
    SAGA_BACKOFF_MAX_MS: durationMs({ default: 30_000 }),
    RECOVERY_INTERVAL_MS: durationMs({ default: 1_000 }),
    RECOVERY_BATCH: integer({ default: 10, min: 1, max: 100 }),
  })
  .superRefine((values, context) => {
    const longestStepMs =
      Math.max(values.PAYMENTS_TOTAL_TIMEOUT_MS, values.STOCK_TOTAL_TIMEOUT_MS) +
      values.DATABASE_ACQUIRE_TIMEOUT_MS +
      values.DATABASE_STATEMENT_TIMEOUT_MS;
    const expect = (holds: boolean, name: keyof typeof values, message: string) => {
      if (!holds) context.addIssue({ code: 'custom', path: [name], message });
    };
    expect(
      values.SAGA_LEASE_MS > longestStepMs,
      'SAGA_LEASE_MS',
      `expected more than ${longestStepMs}, the time that one call and storing its outcome may take`,
    );
    expect(
      values.SAGA_BACKOFF_MAX_MS >= values.SAGA_BACKOFF_BASE_MS,
      'SAGA_BACKOFF_MAX_MS',
      `expected at least SAGA_BACKOFF_BASE_MS, which is ${values.SAGA_BACKOFF_BASE_MS}`,
    );
  });

/** Another service, and how long it may take. */
export interface PeerConfig {
  readonly url: string;
  readonly connectTimeoutMs: number;
  readonly attemptTimeoutMs: number;
  readonly totalTimeoutMs: number;
}

export type OrdersConfig = ReturnType<typeof readOrdersConfig>;

/** The settings of the service, read once. @throws ConfigurationError that lists every mistake */
export function readOrdersConfig(environment?: Environment) {
  const values = readConfig(settings, environment);
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
    payments: peerConfig('PAYMENTS', values),
    stock: peerConfig('STOCK', values),
    saga: {
      leaseMs: values.SAGA_LEASE_MS,
      backoffBaseMs: values.SAGA_BACKOFF_BASE_MS,
      backoffMaxMs: values.SAGA_BACKOFF_MAX_MS,
    },
    recovery: { intervalMs: values.RECOVERY_INTERVAL_MS, batch: values.RECOVERY_BATCH },
  };
}

function peerConfig(name: 'PAYMENTS' | 'STOCK', values: z.output<typeof settings>): PeerConfig {
  return {
    url: values[`${name}_URL`],
    connectTimeoutMs: values[`${name}_CONNECT_TIMEOUT_MS`],
    attemptTimeoutMs: values[`${name}_ATTEMPT_TIMEOUT_MS`],
    totalTimeoutMs: values[`${name}_TOTAL_TIMEOUT_MS`],
  };
}
