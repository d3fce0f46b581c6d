import {
  databaseConfig,
  databaseSettings,
  durationMs,
  oneOf,
  port,
  readConfig,
  text,
} from '@baluarte/config';
import { z } from 'zod';

const settings = z.object({
  HOST: text('127.0.0.1'),
  PORT: port(3005),
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'info'),
  ...databaseSettings,
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
    database: databaseConfig(values),
  };
}
