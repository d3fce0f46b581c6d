import { Module, type DynamicModule } from '@nestjs/common';
import { ErrorsModule } from '@baluarte/errors/nest';
import { HealthModule } from '@baluarte/health';
import { currentTraceId, ObservabilityModule, recordError } from '@baluarte/observability';
import { Database } from '@baluarte/persistence';
import { PersistenceModule } from '@baluarte/persistence/nest';
import { ProductsController } from './api/products.controller.js';
import { ReservationsController } from './api/reservations.controller.js';
import { ConfirmReservation } from './application/confirm-reservation.js';
import { HoldPieces } from './application/hold-pieces.js';
import { DegradationLog } from './application/ports/degradation-log.js';
import { Products } from './application/ports/products.js';
import { Recommendations } from './application/ports/recommendations.js';
import { Reservations } from './application/ports/reservations.js';
import { ReleaseReservation } from './application/release-reservation.js';
import { ShowProduct } from './application/show-product.js';
import { PinoDegradationLog } from './infrastructure/degradation-log.pino.js';
import { peerClient } from './infrastructure/peer-client.js';
import { PostgresProducts } from './infrastructure/products.postgres.js';
import { HttpRecommendations } from './infrastructure/recommendations.http.js';
import { PostgresReservations } from './infrastructure/reservations.postgres.js';
import type { StockConfig } from './stock.config.js';

const SERVICE = 'stock';

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
        { provide: Products, useClass: PostgresProducts },
        { provide: Reservations, useClass: PostgresReservations },
        {
          provide: Recommendations,
          useFactory: () => new HttpRecommendations(peerClient(config.recommendations)),
        },
        { provide: DegradationLog, useClass: PinoDegradationLog },
      ],
    };
  }
}

function importsFor(config: StockConfig): DynamicModule[] {
  return [
    ObservabilityModule.forRoot({ serviceName: SERVICE, version: '0.1.0', logLevel: config.logLevel }),
    ErrorsModule.forRoot({
      serviceName: SERVICE,
      documentationBaseUrl: config.publicUrl,
      traceId: currentTraceId,
      onError: recordError,
    }),
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
  ];
}
