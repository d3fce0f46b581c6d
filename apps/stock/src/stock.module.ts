import type { AxiosInstance } from 'axios';
import { Module, type DynamicModule } from '@nestjs/common';
import { ErrorsModule } from '@baluarte/errors/nest';
import { HealthModule } from '@baluarte/health';
import {
  addCorrelationHeaders,
  currentTraceId,
  ObservabilityModule,
  recordError,
} from '@baluarte/observability';
import { Database, DatabaseCircuit, databaseHealth } from '@baluarte/persistence';
import { PersistenceModule } from '@baluarte/persistence/nest';
import { dependencyHealth, ResilienceRegistry } from '@baluarte/resilience';
import { clientToken, ResilienceModule } from '@baluarte/resilience/nest';
import { ProductsController } from './api/products.controller.js';
import { ReservationsController } from './api/reservations.controller.js';
import { ConfirmReservation } from './application/confirm-reservation.js';
import { HoldPieces } from './application/hold-pieces.js';
import { PageSettings } from './application/ports/page-settings.js';
import { Products } from './application/ports/products.js';
import { Recommendations } from './application/ports/recommendations.js';
import { Reservations } from './application/ports/reservations.js';
import { ReleaseReservation } from './application/release-reservation.js';
import { ShowProduct } from './application/show-product.js';
import { PostgresProducts } from './infrastructure/products.postgres.js';
import { HttpRecommendations } from './infrastructure/recommendations.http.js';
import { PostgresReservations } from './infrastructure/reservations.postgres.js';
import type { StockConfig } from './stock.config.js';

const SERVICE = 'stock';
const MIGRATIONS = new URL('../migrations/', import.meta.url);
const OBSERVED = {
  serviceName: SERVICE,
  version: '0.1.0',
  resilience: ResilienceRegistry,
  databasePool: Database,
};

/** The wiring of the service: which adapter stands behind which port. */
@Module({})
export class StockModule {
  static forConfig(config: StockConfig): DynamicModule {
    return {
      module: StockModule,
      imports: importsFor(config),
      controllers: [ProductsController, ReservationsController],
      providers: [
        ShowProduct,
        HoldPieces,
        ConfirmReservation,
        ReleaseReservation,
        { provide: PageSettings, useValue: config.page },
        { provide: Products, useClass: PostgresProducts },
        { provide: Reservations, useClass: PostgresReservations },
        {
          provide: Recommendations,
          inject: [clientToken('recommendations')],
          useFactory: (http: AxiosInstance) => new HttpRecommendations(addCorrelationHeaders(http)),
        },
      ],
    };
  }
}

function importsFor(config: StockConfig): DynamicModule[] {
  return [
    ObservabilityModule.forRoot({ ...OBSERVED, logLevel: config.logLevel }),
    ErrorsModule.forRoot({
      serviceName: SERVICE,
      documentationBaseUrl: config.publicUrl,
      traceId: currentTraceId,
      onError: recordError,
    }),
    ResilienceModule.forRoot(),
    ResilienceModule.forClient('recommendations', config.recommendations),
    PersistenceModule.forRootAsync({
      migrations: [MIGRATIONS],
      inject: [ResilienceRegistry],
      useFactory: (registry: ResilienceRegistry) => ({
        ...config.database,
        applicationName: SERVICE,
        guard: new DatabaseCircuit(registry, 'postgres', config.databaseCircuit),
      }),
    }),
    HealthModule.forRootAsync({
      inject: [Database, ResilienceRegistry, clientToken('recommendations')],
      useFactory: (database: Database, registry: ResilienceRegistry, http: AxiosInstance) => ({
        checks: [
          { name: 'database', critical: true, check: databaseHealth(database) },
          {
            name: 'recommendations',
            critical: false,
            check: dependencyHealth(registry, 'recommendations', http),
          },
        ],
      }),
    }),
  ];
}
