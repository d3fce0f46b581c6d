import {
  Module,
  type DynamicModule,
  type FactoryProvider,
  type ModuleMetadata,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Database } from '../database.js';
import { openDatabase, type OpenDatabaseOptions } from './open-database.js';

export type PersistenceModuleOptions = OpenDatabaseOptions;

/** Options that come from other providers. */
export interface PersistenceModuleAsyncOptions
  extends
    Pick<ModuleMetadata, 'imports'>,
    Pick<FactoryProvider<Omit<OpenDatabaseOptions, 'migrations'>>, 'inject' | 'useFactory'> {
  /** Folders of numbered SQL files. */
  readonly migrations: readonly URL[];
}

/** Provides `Database` everywhere: migrated before anything uses it, closed after everything else has ended. */
@Module({})
export class PersistenceModule implements OnApplicationShutdown {
  constructor(private readonly database: Database) {}

  static forRoot(options: PersistenceModuleOptions): DynamicModule {
    const { migrations, ...rest } = options;
    return PersistenceModule.forRootAsync({ migrations, useFactory: () => rest });
  }

  static forRootAsync({
    migrations,
    imports = [],
    inject = [],
    useFactory,
  }: PersistenceModuleAsyncOptions): DynamicModule {
    return {
      module: PersistenceModule,
      global: true,
      imports,
      providers: [
        {
          provide: Database,
          inject,
          useFactory: async (...injected: unknown[]) =>
            openDatabase({ ...(await useFactory(...injected)), migrations }),
        },
      ],
      exports: [Database],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
