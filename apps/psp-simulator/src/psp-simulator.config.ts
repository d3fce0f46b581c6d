import { durationMs, integer, oneOf, port, postgresUrl, readConfig, text } from '@baluarte/config';
import { z } from 'zod';

const settings = z.object({
  HOST: text('127.0.0.1'),
  PORT: port(3005),
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'info'),
  DATABASE_URL: postgresUrl(),
  DATABASE_POOL_MAX: integer({ default: 10, min: 1, max: 200 }),
  DATABASE_ACQUIRE_TIMEOUT_MS: durationMs({ default: 1_000 }),
  DATABASE_STATEMENT_TIMEOUT_MS: durationMs({ default: 2_000 }),
  SLOW_ANSWER_MS: durationMs({ default: 3_000 }),
});

export type PspSimulatorConfig = ReturnType<typeof readPspSimulatorConfig>;

/** The settings of the simulator, read once. @throws ConfigurationError that lists every mistake */
export function readPspSimulatorConfig() {
  const values = readConfig(settings);
  return {
    host: values.HOST,
    port: values.PORT,
    logLevel: values.LOG_LEVEL,
    slowAnswers: { afterMs: values.SLOW_ANSWER_MS },
    database: {
      url: values.DATABASE_URL,
      poolMax: values.DATABASE_POOL_MAX,
      acquireTimeoutMs: values.DATABASE_ACQUIRE_TIMEOUT_MS,
      statementTimeoutMs: values.DATABASE_STATEMENT_TIMEOUT_MS,
    },
  };
}
