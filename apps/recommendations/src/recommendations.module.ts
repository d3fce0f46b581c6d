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
import { RecommendationsController } from './api/recommendations.controller.js';
import { FollowOrders } from './application/follow-orders.js';
import { OrderFeed } from './application/ports/order-feed.js';
import { Pairs } from './application/ports/pairs.js';
import { Recommend } from './application/recommend.js';
import { FeedFollower } from './infrastructure/feed-follower.js';
import { FeedLog } from './infrastructure/feed-log.js';
import { FeedPace } from './infrastructure/feed-pace.js';
import { HttpOrderFeed } from './infrastructure/order-feed.http.js';
import { PostgresPairs } from './infrastructure/pairs.postgres.js';
import type { RecommendationsConfig } from './recommendations.config.js';

const SERVICE = 'recommendations';
const MIGRATIONS = new URL('../migrations/', import.meta.url);
const OBSERVED = {
  serviceName: SERVICE,
  version: '0.1.0',
  resilience: ResilienceRegistry,
  databasePool: Database,
};

/** The wiring of the service: which adapter stands behind which port. */
@Module({})
export class RecommendationsModule {
  static forConfig(config: RecommendationsConfig): DynamicModule {
    return {
      module: RecommendationsModule,
      imports: importsFor(config),
      controllers: [RecommendationsController],
      providers: [
        Recommend,
        FollowOrders,
        { provide: Pairs, useClass: PostgresPairs },
        {
          provide: OrderFeed,
          inject: [clientToken('orders')],
          useFactory: (http: AxiosInstance) => new HttpOrderFeed(addCorrelationHeaders(http)),
        },
        { provide: FeedPace, useValue: config.feed },
        FeedLog,
        FeedFollower,
      ],
    };
  }
}

function importsFor(config: RecommendationsConfig): DynamicModule[] {
  return [
    ObservabilityModule.forRoot({ ...OBSERVED, logLevel: config.logLevel }),
    ErrorsModule.forRoot({
      serviceName: SERVICE,
      documentationBaseUrl: config.publicUrl,
      traceId: currentTraceId,
      onError: recordError,
    }),
    ResilienceModule.forRoot(),
    ResilienceModule.forClient('orders', config.orders),
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
      inject: [Database, ResilienceRegistry, clientToken('orders')],
      useFactory: (database: Database, registry: ResilienceRegistry, http: AxiosInstance) => ({
        checks: [
          { name: 'database', critical: true, check: databaseHealth(database) },
          { name: 'orders', critical: false, check: dependencyHealth(registry, 'orders', http) },
        ],
      }),
    }),
  ];
}
