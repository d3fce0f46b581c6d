import { Logger } from '@nestjs/common';
import { DatabaseUnavailableError, QueryTimeoutError } from '@baluarte/errors';
import { Database } from '../database.js';
import type { DatabaseOptions } from '../database-options.js';
import { migrate } from '../migrate.js';
import { systemNow, systemSleep } from '../system-clock.js';

export interface OpenDatabaseOptions extends DatabaseOptions {
  /** Folders of numbered SQL files. */
  readonly migrations: readonly URL[];
  /** How long a start waits for a database that is not there yet, ms. Default 30 000. */
  readonly startTimeoutMs?: number | undefined;
}

const RETRY_MS = 250;

/**
 * A database whose schema is up to date.
 *
 * @throws DatabaseUnavailableError when it is not there in time; MigrationError, or what the server said to a migration
 */
export async function openDatabase({
  migrations,
  startTimeoutMs = 30_000,
  ...options
}: OpenDatabaseOptions): Promise<Database> {
  const logger = new Logger('Persistence');
  const database = new Database({
    onConnectionLost: (error) => logger.warn(`An idle database connection broke: ${error.message}.`),
    ...options,
  });
  try {
    const deadline = systemNow() + startTimeoutMs;
    for (let attempt = 1; ; attempt += 1) {
      const failure = await failureOf(migrate(database, migrations));
      if (failure === undefined) return database;
      if (systemNow() >= deadline) throw gaveUp(database, startTimeoutMs, failure);
      if (attempt === 1)
        logger.warn(`Waiting up to ${startTimeoutMs} ms for ${database.target}: ${failure.message}`);
      await systemSleep(RETRY_MS);
    }
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Only what time can heal; anything else is thrown. */
async function failureOf(migrating: Promise<void>): Promise<Error | undefined> {
  try {
    await migrating;
    return undefined;
  } catch (error) {
    if (error instanceof DatabaseUnavailableError || error instanceof QueryTimeoutError) return error;
    throw error;
  }
}

function gaveUp({ target }: Database, timeoutMs: number, cause: Error): DatabaseUnavailableError {
  return new DatabaseUnavailableError(
    `The database ${target} was not there within ${timeoutMs} ms. Is it running, and is its URL right? ${cause.message}`,
    { cause },
  );
}
