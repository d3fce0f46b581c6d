import type { z } from 'zod';
import { durationMs, integer, oneOf, postgresUrl } from './settings.js';

/** The variables by which every service finds and uses its database; spread them into its schema. */
export const databaseSettings = {
  DATABASE_URL: postgresUrl(),
  DATABASE_POOL_MAX: integer({ default: 10, min: 1, max: 200 }),
  DATABASE_ACQUIRE_TIMEOUT_MS: durationMs({ default: 1_000, max: 60_000 }),
  DATABASE_STATEMENT_TIMEOUT_MS: durationMs({ default: 2_000, max: 600_000 }),
  DATABASE_CIRCUIT_MODE: oneOf(['on', 'dry_run', 'off'], 'on'),
};

type DatabaseValues = { [Name in keyof typeof databaseSettings]: z.output<(typeof databaseSettings)[Name]> };

/** The same, under the names that the options of a database have. */
export function databaseConfig(values: DatabaseValues) {
  return {
    url: values.DATABASE_URL,
    poolMax: values.DATABASE_POOL_MAX,
    acquireTimeoutMs: values.DATABASE_ACQUIRE_TIMEOUT_MS,
    statementTimeoutMs: values.DATABASE_STATEMENT_TIMEOUT_MS,
  };
}

/** The options of the circuit breaker before a database. */
export function databaseCircuitConfig(values: Pick<DatabaseValues, 'DATABASE_CIRCUIT_MODE'>) {
  return { mode: values.DATABASE_CIRCUIT_MODE };
}
