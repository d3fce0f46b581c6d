import { Module, type DynamicModule, type FactoryProvider, type ModuleMetadata } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { Drain } from './drain.js';
import { Health } from './health.js';
import { HealthController } from './health.controller.js';
import { checkHealthOptions, type HealthOptions } from './health-options.js';
import { HEALTH_OPTIONS } from './tokens.js';

/** Options made from other providers, such as the database to be asked. */
export interface HealthAsyncOptions extends Pick<ModuleMetadata, 'imports'> {
  readonly inject?: FactoryProvider['inject'];
  readonly useFactory: (...dependencies: never[]) => HealthOptions | Promise<HealthOptions>;
}

/**
 * `/health/live`, `/health/ready`, `/health`, and a drain on SIGTERM. Exclude `health`,
 * `health/live` and `health/ready` from a global prefix, and call `enableShutdownHooks`.
 */
@Module({})
export class HealthModule {
  static forRoot(options: HealthOptions): DynamicModule {
    return HealthModule.forRootAsync({ useFactory: () => options });
  }

  static forRootAsync({ imports = [], inject = [], useFactory }: HealthAsyncOptions): DynamicModule {
    const factory = useFactory as (...dependencies: unknown[]) => HealthOptions | Promise<HealthOptions>;
    return {
      module: HealthModule,
      imports: [TerminusModule, ...imports],
      controllers: [HealthController],
      providers: [
        {
          provide: HEALTH_OPTIONS,
          inject,
          useFactory: async (...dependencies: unknown[]) =>
            checkHealthOptions(await factory(...dependencies)),
        },
        Health,
        Drain,
      ],
      exports: [Health, Drain],
    };
  }
}
