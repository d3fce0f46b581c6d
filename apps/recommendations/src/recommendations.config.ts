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

const settings = z.object({
  HOST: text('127.0.0.1'),
  PORT: port(3004),
  PUBLIC_URL: url().optional(),
  LOG_LEVEL: oneOf(LOG_LEVELS, 'info'),
  ...databaseSettings,
  ORDERS_URL: url('http://localhost:3001'),
  ...settingsOf(clientSettings('ORDERS')),
  FEED_INTERVAL_MS: durationMs({ default: 500 }),
  FEED_BACKOFF_MAX_MS: durationMs({ default: 10_000 }),
});

const withClientRule = withRule(
  settings,
  ['ORDERS_ATTEMPT_TIMEOUT_MS', 'ORDERS_TOTAL_TIMEOUT_MS'],
  (values) => clientSettingsMistake('ORDERS', values as z.output<typeof settings>),
);

export type RecommendationsConfig = ReturnType<typeof readRecommendationsConfig>;

/** The settings of the service, read once. @throws ConfigurationError that lists every mistake */
export function readRecommendationsConfig(environment?: Environment) {
  const values = readConfig(withClientRule, environment);
  return {
    host: values.HOST,
    port: values.PORT,
    publicUrl: values.PUBLIC_URL ?? `http://localhost:${values.PORT}`,
    logLevel: values.LOG_LEVEL,
    database: databaseConfig(values),
    databaseCircuit: databaseCircuitConfig(values),
    orders: clientOptionsOf('ORDERS', values, values.ORDERS_URL),
    feed: { intervalMs: values.FEED_INTERVAL_MS, backoffMaxMs: values.FEED_BACKOFF_MAX_MS },
  };
}
