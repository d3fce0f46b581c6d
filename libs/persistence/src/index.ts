export { decodeCursor, encodeCursor, InvalidCursorError } from './cursor.js';
export { Database } from './database.js';
export type { PoolStats, Queryable, TransactionOptions } from './database.js';
export type { DatabaseOptions } from './database-options.js';
export {
  isForeignKeyViolation,
  isSerializationFailure,
  isUniqueViolation,
  translateDriverError,
} from './driver-errors.js';
export { migrate } from './migrate.js';
