import type { Database } from './database.js';

/** A health check of a database: `up` when it answers, and the error when it does not. */
export function databaseHealth(database: Database): (signal?: AbortSignal) => Promise<{ status: 'up' }> {
  return async (signal) => {
    await database.ping(signal);
    return { status: 'up' };
  };
}
