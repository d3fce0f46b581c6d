import {
  databaseCircuitConfig,
  databaseConfig,
  databaseSettings,
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

/** The product page waits no longer for what it can do without. */
const PAGE = {
  totalTimeoutMs: 300,
  attemptTimeoutMs: 200,
  connectTimeoutMs: 100,
  retry: { maxRetries: 1 },
  circuit: { slowCallMs: 200 },
} as const;

const settings = z.object({
  HOST: text('127.0.0.1'),
  PORT: port(3003),
  PUBLIC_URL: url().optional(),
  LOG_LEVEL: oneOf(LOG_LEVELS, 'info'),
  ...databaseSettings,
  RECOMMENDATIONS_URL: url('http://localhost:3004'),
  ...settingsOf(clientSettings('RECOMMENDATIONS', 'read-heavy', PAGE)),
  RECOMMENDATIONS_FALLBACK: oneOf(['on', 'off'], 'on'),
});

const withClientRule = withRule(
  settings,
  ['RECOMMENDATIONS_ATTEMPT_TIMEOUT_MS', 'RECOMMENDATIONS_TOTAL_TIMEOUT_MS'],
  (values) => clientSettingsMistake('RECOMMENDATIONS', values as z.output<typeof settings>),
);

export type StockConfig = ReturnType<typeof readStockConfig>;

/** The settings of the service, read once. @throws ConfigurationError that lists every mistake */
export function readStockConfig(environment?: Environment) {
  const values = readConfig(withClientRule, environment);
  return {
    host: values.HOST,
    port: values.PORT,
    publicUrl: values.PUBLIC_URL ?? `http://localhost:${values.PORT}`,
    logLevel: values.LOG_LEVEL,
    database: databaseConfig(values),
    databaseCircuit: databaseCircuitConfig(values),
    page: { withoutRecommendations: values.RECOMMENDATIONS_FALLBACK === 'on' },
    recommendations: clientOptionsOf('RECOMMENDATIONS', values, values.RECOMMENDATIONS_URL),
  };
}
