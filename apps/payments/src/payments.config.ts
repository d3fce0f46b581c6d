import {
  databaseCircuitConfig,
  databaseConfig,
  databaseSettings,
  durationMs,
  oneOf,
  port,
  readConfig,
  settingsOf,
  text,
  url,
  withRule,
  type Environment,
} from '@baluarte/config';
import { clientOptionsOf, clientSettings, clientSettingsMistake } from '@baluarte/resilience';
import { z } from 'zod';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** What a payment asks of the processor at most: look, charge, cancel. */
const CALLS_PER_PAYMENT = 3;

/** Time for two waits of the second that the processor asks for, which whoever wants a payment has to outwait. */
const PROCESSOR = {
  totalTimeoutMs: 3_000,
  attemptTimeoutMs: 1_000,
  retry: { maxRetries: 3 },
  circuit: { slowCallMs: 1_000 },
} as const;

const settings = z.object({
  HOST: text('127.0.0.1'),
  PORT: port(3002),
  PUBLIC_URL: url().optional(),
  LOG_LEVEL: oneOf(LOG_LEVELS, 'info'),
  ...databaseSettings,
  PSP_URL: url('http://localhost:3005'),
  ...settingsOf(clientSettings('PSP', 'payment', PROCESSOR)),
  PAYMENT_GIVE_UP_AFTER_MS: durationMs({ default: 30_000 }),
  RESOLUTION_INTERVAL_MS: durationMs({ default: 1_000 }),
  RESOLUTION_LEASE_MS: durationMs({ default: 10_000 }),
});

const withClientRule = withRule(settings, ['PSP_ATTEMPT_TIMEOUT_MS', 'PSP_TOTAL_TIMEOUT_MS'], (values) =>
  clientSettingsMistake('PSP', values as z.output<typeof settings>),
);

const withLeaseRule = withRule(
  withClientRule,
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
    databaseCircuit: databaseCircuitConfig(values),
    psp: clientOptionsOf('PSP', values, values.PSP_URL),
    resolution: {
      giveUpAfterMs: values.PAYMENT_GIVE_UP_AFTER_MS,
      intervalMs: values.RESOLUTION_INTERVAL_MS,
      leaseMs: values.RESOLUTION_LEASE_MS,
    },
  };
}
