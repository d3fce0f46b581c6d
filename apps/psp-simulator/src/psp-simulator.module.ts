import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { HealthModule } from '@baluarte/health';
import { ObservabilityModule } from '@baluarte/observability';
import { Database } from '@baluarte/persistence';
import { PersistenceModule } from '@baluarte/persistence/nest';
import { ChargesController } from './api/charges.controller.js';
import { HeldAnswers } from './api/held-answers.js';
import { PspErrorFilter } from './api/psp-error.filter.js';
import { TokensController } from './api/tokens.controller.js';
import { Clock } from './application/ports/clock.js';
import { Ledger } from './application/ports/ledger.js';
import { SlowAnswers } from './application/ports/slow-answers.js';
import { TakeCharge } from './application/take-charge.js';
import { SystemClock } from './infrastructure/clock.system.js';
import { PostgresLedger } from './infrastructure/ledger.postgres.js';
import type { PspSimulatorConfig } from './psp-simulator.config.js';

const SERVICE = 'psp-simulator';
const OBSERVED = { serviceName: SERVICE, version: '0.1.0', databasePool: Database };

/** An external card processor to test against: not one of ours, so it has its own idea of an error. */
@Module({})
export class PspSimulatorModule {
  static forConfig(config: PspSimulatorConfig): DynamicModule {
    return {
      module: PspSimulatorModule,
      imports: [
        ObservabilityModule.forRoot({ ...OBSERVED, logLevel: config.logLevel }),
        PersistenceModule.forRoot({
          ...config.database,
          applicationName: SERVICE,
          migrations: [new URL('../migrations/', import.meta.url)],
        }),
        HealthModule.forRootAsync({
          inject: [Database],
          useFactory: (database: Database) => ({
            checks: [
              {
                name: 'database',
                critical: true,
                check: async () => (await database.ping(), { status: 'up' as const }),
              },
            ],
          }),
        }),
      ],
      controllers: [ChargesController, TokensController],
      providers: [
        TakeCharge,
        { provide: Ledger, useClass: PostgresLedger },
        HeldAnswers,
        { provide: Clock, useClass: SystemClock },
        { provide: SlowAnswers, useValue: config.slowAnswers },
        { provide: APP_FILTER, useClass: PspErrorFilter },
      ],
    };
  }
}
