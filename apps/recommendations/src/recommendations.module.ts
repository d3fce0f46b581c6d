import { Module, type DynamicModule } from '@nestjs/common';
import { ErrorsModule } from '@baluarte/errors/nest';
import { HealthModule } from '@baluarte/health';
import { currentTraceId, ObservabilityModule, recordError } from '@baluarte/observability';
import { Database } from '@baluarte/persistence';
import { PersistenceModule } from '@baluarte/persistence/nest';
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
import { peerClient } from './infrastructure/peer-client.js';
import type { RecommendationsConfig } from './recommendations.config.js';

const SERVICE = 'recommendations';

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
        { provide: OrderFeed, useFactory: () => new HttpOrderFeed(peerClient(config.orders)) },
        { provide: FeedPace, useValue: config.feed },
        FeedLog,
        FeedFollower,
      ],
    };
  }
}

function importsFor(config: RecommendationsConfig): DynamicModule[] {
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
