import { z } from 'zod';
import {
  durationMs,
  port,
  readConfig,
  secret,
  text,
  url,
  withRule,
  type Environment,
} from '../../src/index.js';

const settings = z.object({
  PORT: port(3000),
  STOCK_URL: url(),
  STOCK_ATTEMPT_TIMEOUT_MS: durationMs({ default: 1_000, max: 60_000 }),
  STOCK_TOTAL_TIMEOUT_MS: durationMs({ default: 3_000, max: 60_000 }),
  STOCK_TOKEN: secret(text()),
});

const schema = withRule(
  settings,
  ['STOCK_ATTEMPT_TIMEOUT_MS', 'STOCK_TOTAL_TIMEOUT_MS'],
  ({ STOCK_ATTEMPT_TIMEOUT_MS: attemptMs, STOCK_TOTAL_TIMEOUT_MS: totalMs }) =>
    attemptMs <= totalMs ? undefined : `expected at most STOCK_TOTAL_TIMEOUT_MS (${totalMs})`,
);

/** Once, at start; a test gives an environment of its own. */
export function shopConfig(environment?: Environment) {
  const values = readConfig(schema, environment);
  return {
    port: values.PORT,
    stock: {
      baseURL: values.STOCK_URL,
      token: values.STOCK_TOKEN,
      attemptTimeoutMs: values.STOCK_ATTEMPT_TIMEOUT_MS,
      totalTimeoutMs: values.STOCK_TOTAL_TIMEOUT_MS,
    },
  };
}
