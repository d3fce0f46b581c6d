export { decodeCursor, encodeCursor, InvalidCursorError } from './cursor.js';
export type { CursorPart } from './cursor.js';
export { CommitOutcomeUnknownError } from './commit-outcome-unknown-error.js';
export type { PoolStats } from './connection-pool.js';
export { Database } from './database.js';
export type { QueryOptions } from './database.js';
export { DatabaseCircuit } from './database-circuit.js';
export { databaseHealth } from './database-health.js';
export type { DatabaseGuard, DatabaseOptions } from './database-options.js';
export {
  isForeignKeyViolation,
  isSerializationFailure,
  isUniqueViolation,
  translateDriverError,
} from './driver-errors.js';
export { migrate } from './migrate.js';
export type { MigrateOptions } from './migrate.js';
export { MigrationError } from './migration-error.js';
export { pageOf } from './page-of.js';
export type { Page } from './page-of.js';
export type { Queryable } from './queryable.js';
export type { Random, Sleep } from './system-clock.js';
export type { TransactionOptions } from './transaction.js';
