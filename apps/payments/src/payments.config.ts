import {
  databaseConfig,
  databaseSettings,
  durationMs,
  oneOf,
  port,
  readConfig,
  text,
  url,
  withRule,
  type Environment,
} from '@baluarte/config';
import { z } from 'zod';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** What a payment asks of the processor at most: look, charge, cancel. */
const CALLS_PER_PAYMENT = 3;

const settings = z.object({
  HOST: text('127.0.0.1'),
  PORT: port(3002),
  PUBLIC_URL: url().optional(),
  LOG_LEVEL: oneOf(LOG_LEVELS, 'info'),
  ...databaseSettings,
  PSP_URL: url('http://localhost:3005'),
  PSP_CONNECT_TIMEOUT_MS: durationMs({ default: 500 }),
  PSP_ATTEMPT_TIMEOUT_MS: durationMs({ default: 1_000 }),
  PSP_TOTAL_TIMEOUT_MS: durationMs({ default: 3_000 }),
  PAYMENT_GIVE_UP_AFTER_MS: durationMs({ default: 30_000 }),
  RESOLUTION_INTERVAL_MS: durationMs({ default: 1_000 }),
  RESOLUTION_LEASE_MS: durationMs({ default: 10_000 }),
});

const withConnectRule = withRule(
  settings,
  ['PSP_CONNECT_TIMEOUT_MS', 'PSP_ATTEMPT_TIMEOUT_MS'],
  ({ PSP_CONNECT_TIMEOUT_MS: connectMs, PSP_ATTEMPT_TIMEOUT_MS: attemptMs }) =>
    connectMs > attemptMs ? `expected at most PSP_ATTEMPT_TIMEOUT_MS, which is ${attemptMs}` : undefined,
);

const withAttemptRule = withRule(
  withConnectRule,
  ['PSP_ATTEMPT_TIMEOUT_MS', 'PSP_TOTAL_TIMEOUT_MS'],
  ({ PSP_ATTEMPT_TIMEOUT_MS: attemptMs, PSP_TOTAL_TIMEOUT_MS: totalMs }) =>
    attemptMs > totalMs ? `expected at most PSP_TOTAL_TIMEOUT_MS, which is ${totalMs}` : undefined,
);

const withLeaseRule = withRule(
  withAttemptRule,
  ['RESOLUTION_LEASE_MS', 'PSP_TOTAL_TIMEOUT_MS'],
  ({ RESOLUTION_LEASE_MS: leaseMs, PSP_TOTAL_TIMEOUT_MS: totalMs }) =>
    leaseMs > CALLS_PER_PAYMENT * totalMs
      ? undefined
      : `expected more than ${CALLS_PER_PAYMENT * totalMs}, the time that ${CALLS_PER_PAYMENT} calls of the card processor may take`,
);

export type PaymentsConfig = ReturnType<typeof readPaymentsConfig>;

/** The settings of the service, read once. @throws ConfigurationError that lists every mistake */
export function readPaymentsConfig(environment?: Environment) {
  const values = readConfig(withLeaseRule, environment);
  return {
    host: values.HOST,
    port: values.PORT,
    publicUrl: values.PUBLIC_URL ?? `http://localhost:${values.PORT}`,
    logLevel: values.LOG_LEVEL,
    database: databaseConfig(values),
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
