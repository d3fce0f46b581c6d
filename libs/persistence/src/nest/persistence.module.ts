import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { DatabaseUnavailableError } from '@baluarte/errors';
import { Database } from '../database.js';
import type { DatabaseOptions } from '../database-options.js';
import { migrate } from '../migrate.js';
import { systemNow, systemSleep } from '../system-clock.js';

export interface PersistenceModuleOptions extends DatabaseOptions {
  /** Folders of numbered SQL files. */
  readonly migrations: readonly URL[];
  /** How long a start waits for a database that is not there yet, ms. Default 30 000. */
  readonly startTimeoutMs?: number;
}

const START_RETRY_MS = 250;

/** Provides `Database`: migrated before anything uses it, closed after everything has ended. */
@Module({})
export class PersistenceModule implements OnApplicationShutdown {
  constructor(private readonly database: Database) {}

  static forRoot({
    migrations,
    startTimeoutMs = 30_000,
    ...options
  }: PersistenceModuleOptions): DynamicModule {
    return {
      module: PersistenceModule,
      global: true,
      providers: [{ provide: Database, useFactory: () => openDatabase(options, migrations, startTimeoutMs) }],
      exports: [Database],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}

async function openDatabase(
  options: DatabaseOptions,
  migrations: readonly URL[],
  startTimeoutMs: number,
): Promise<Database> {
  const database = new Database(options);
  const deadline = systemNow() + startTimeoutMs;
  for (;;) {
    try {
      await migrate(database, ...migrations);
      return database;
    } catch (error) {
      if (!(error instanceof DatabaseUnavailableError) || systemNow() > deadline) {
        await database.close();
        throw error;
      }
      await systemSleep(START_RETRY_MS);
    }
  }
}
