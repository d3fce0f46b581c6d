import { durationMs, integer, oneOf, port, postgresUrl, readConfig, text, url } from '@baluarte/config';
import { z } from 'zod';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const settings = z
  .object({
    HOST: text('127.0.0.1'),
    PORT: port(3002),
    PUBLIC_URL: url().optional(),
    LOG_LEVEL: oneOf(LOG_LEVELS, 'info'),
    DATABASE_URL: postgresUrl(),
    DATABASE_POOL_MAX: integer({ default: 10, min: 1, max: 200 }),
    DATABASE_ACQUIRE_TIMEOUT_MS: durationMs({ default: 1_000, max: 60_000 }),
    DATABASE_STATEMENT_TIMEOUT_MS: durationMs({ default: 2_000, max: 600_000 }),
    PSP_URL: url('http://localhost:3005'),
    PSP_CONNECT_TIMEOUT_MS: durationMs({ default: 500 }),
    PSP_ATTEMPT_TIMEOUT_MS: durationMs({ default: 1_000 }),
    PSP_TOTAL_TIMEOUT_MS: durationMs({ default: 2_000 }),
    PAYMENT_GIVE_UP_AFTER_MS: durationMs({ default: 30_000 }),
    RESOLUTION_INTERVAL_MS: durationMs({ default: 1_000 }),
    RESOLUTION_LEASE_MS: durationMs({ default: 10_000 }),
  })
  .superRefine((values, context) => {
    if (values.RESOLUTION_LEASE_MS <= 2 * values.PSP_TOTAL_TIMEOUT_MS)
      context.addIssue({
        code: 'custom',
        path: ['RESOLUTION_LEASE_MS'],
        message: `expected more than ${2 * values.PSP_TOTAL_TIMEOUT_MS}, the time that two calls of the card processor may take`,
      });
  });

export type PaymentsConfig = ReturnType<typeof readPaymentsConfig>;

/** The settings of the service, read once. @throws ConfigurationError that lists every mistake */
export function readPaymentsConfig() {
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
    psp: {
      url: values.PSP_URL,
      connectTimeoutMs: values.PSP_CONNECT_TIMEOUT_MS,
      attemptTimeoutMs: values.PSP_ATTEMPT_TIMEOUT_MS,
      totalTimeoutMs: values.PSP_TOTAL_TIMEOUT_MS,
    },
    resolution: {
      giveUpAfterMs: values.PAYMENT_GIVE_UP_AFTER_MS,
      intervalMs: values.RESOLUTION_INTERVAL_MS,
      leaseMs: values.RESOLUTION_LEASE_MS,
    },
  };
}
