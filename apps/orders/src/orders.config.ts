import {
  databaseCircuitConfig,
  databaseConfig,
  databaseSettings,
  durationMs,
  integer,
  oneOf,
  port,
  readConfig,
  settingsOf,
  text,
  url,
  type Environment,
} from '@baluarte/config';
import { clientOptionsOf, clientSettings, clientSettingsMistake } from '@baluarte/resilience';
import { z } from 'zod';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** One attempt outlasts all that payments may ask of the processor. */
const PAYMENTS = { totalTimeoutMs: 4_000, attemptTimeoutMs: 3_300, circuit: { slowCallMs: 3_300 } } as const;

const settings = z
  .object({
    HOST: text('127.0.0.1'),
    PORT: port(3001),
    PUBLIC_URL: url().optional(),
    LOG_LEVEL: oneOf(LOG_LEVELS, 'info'),
    ...databaseSettings,
    PAYMENTS_URL: url('http://localhost:3002'),
    ...settingsOf(clientSettings('PAYMENTS', 'payment', PAYMENTS)),
    STOCK_URL: url('http://localhost:3003'),
    ...settingsOf(clientSettings('STOCK')),
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
    const paymentsMistake = clientSettingsMistake('PAYMENTS', values);
    expect(paymentsMistake === undefined, 'PAYMENTS_TOTAL_TIMEOUT_MS', paymentsMistake ?? '');
    const stockMistake = clientSettingsMistake('STOCK', values);
    expect(stockMistake === undefined, 'STOCK_TOTAL_TIMEOUT_MS', stockMistake ?? '');
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

export type OrdersConfig = ReturnType<typeof readOrdersConfig>;

/** The settings of the service, read once. @throws ConfigurationError that lists every mistake */
export function readOrdersConfig(environment?: Environment) {
  const values = readConfig(settings, environment);
  return {
    host: values.HOST,
    port: values.PORT,
    publicUrl: values.PUBLIC_URL ?? `http://localhost:${values.PORT}`,
    logLevel: values.LOG_LEVEL,
    database: databaseConfig(values),
    databaseCircuit: databaseCircuitConfig(values),
    payments: clientOptionsOf('PAYMENTS', values, values.PAYMENTS_URL),
    stock: clientOptionsOf('STOCK', values, values.STOCK_URL),
    saga: {
      leaseMs: values.SAGA_LEASE_MS,
      backoffBaseMs: values.SAGA_BACKOFF_BASE_MS,
      backoffMaxMs: values.SAGA_BACKOFF_MAX_MS,
    },
    recovery: { intervalMs: values.RECOVERY_INTERVAL_MS, batch: values.RECOVERY_BATCH },
  };
}
