import type { AxiosInstance } from 'axios';
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { ErrorsModule } from '@baluarte/errors/nest';
import { HealthModule } from '@baluarte/health';
import { idempotencyMigrations } from '@baluarte/idempotency';
import { IdempotencyCleanup } from '@baluarte/idempotency/nest';
import {
  addCorrelationHeaders,
  currentTraceId,
  ObservabilityModule,
  PinoLogger,
  recordError,
} from '@baluarte/observability';
import { Database, DatabaseCircuit, databaseHealth } from '@baluarte/persistence';
import { PersistenceModule } from '@baluarte/persistence/nest';
import { dependencyHealth, ResilienceRegistry } from '@baluarte/resilience';
import { clientToken, ResilienceModule } from '@baluarte/resilience/nest';
import { PaymentsController } from './api/payments.controller.js';
import { MakePayment } from './application/make-payment.js';
import { CardProcessor } from './application/ports/card-processor.js';
import { Payments } from './application/ports/payments.js';
import { ResolutionLog } from './application/ports/resolution-log.js';
import { ResolutionSettings } from './application/ports/resolution-settings.js';
import { RefundPayment } from './application/refund-payment.js';
import { Resolution } from './application/resolution.js';
import { ResolvePayments } from './application/resolve-payments.js';
import { PspCardProcessor } from './infrastructure/card-processor.psp.js';
import { PaymentKeys } from './infrastructure/payment-keys.js';
import { PostgresPayments } from './infrastructure/payments.postgres.js';
import { saysNotExecuted } from './infrastructure/processor-failure.js';
import { PinoResolutionLog } from './infrastructure/resolution-log.pino.js';
import { ResolutionWorker } from './infrastructure/resolution-worker.js';
import type { PaymentsConfig } from './payments.config.js';

const SERVICE = 'payments';
const VERSION = '0.1.0';
const MIGRATIONS = new URL('../migrations/', import.meta.url);
const OBSERVED = {
  serviceName: SERVICE,
  version: VERSION,
  resilience: ResilienceRegistry,
  databasePool: Database,
};
/** The card processor twice, so that cards which are never answered for close no way to its books. */
const CHARGING = 'psp';
const BOOKS = 'psp_books';
const USE_CASES: Provider[] = [MakePayment, RefundPayment, Resolution, ResolvePayments];

/** The wiring of the service: which adapter stands behind which port. */
@Module({})
export class PaymentsModule {
  static forConfig(config: PaymentsConfig): DynamicModule {
    return {
      module: PaymentsModule,
      imports: importsFor(config),
      controllers: [PaymentsController],
      providers: [
        ...USE_CASES,
        { provide: PaymentKeys, useFactory: () => new PaymentKeys(config.resolution.leaseMs) },
        { provide: Payments, useClass: PostgresPayments },
        {
          provide: CardProcessor,
          inject: [clientToken(CHARGING), clientToken(BOOKS)],
          useFactory: (charging: AxiosInstance, books: AxiosInstance) =>
            new PspCardProcessor(addCorrelationHeaders(charging), addCorrelationHeaders(books)),
        },
        { provide: ResolutionLog, useClass: PinoResolutionLog },
        { provide: ResolutionSettings, useValue: config.resolution },
        ResolutionWorker,
        cleanupOf('payments'),
        cleanupOf('refunds'),
      ],
    };
  }
}

function importsFor(config: PaymentsConfig): DynamicModule[] {
  return [
    ObservabilityModule.forRoot({ ...OBSERVED, logLevel: config.logLevel }),
    ErrorsModule.forRoot({
      serviceName: SERVICE,
      documentationBaseUrl: config.publicUrl,
      traceId: currentTraceId,
      onError: recordError,
    }),
    ResilienceModule.forRoot(),
    ResilienceModule.forClient(CHARGING, { ...config.psp, saysNotExecuted }),
    ResilienceModule.forClient(BOOKS, { ...config.psp, saysNotExecuted }),
    PersistenceModule.forRootAsync({
      migrations: [idempotencyMigrations, MIGRATIONS],
      inject: [ResilienceRegistry],
      useFactory: (registry: ResilienceRegistry) => ({
        ...config.database,
        applicationName: SERVICE,
        guard: new DatabaseCircuit(registry, 'postgres', config.databaseCircuit),
      }),
    }),
    HealthModule.forRootAsync({
      inject: [Database, ResilienceRegistry, clientToken(CHARGING)],
      useFactory: (database: Database, registry: ResilienceRegistry, psp: AxiosInstance) => ({
        checks: [
          { name: 'database', critical: true, check: databaseHealth(database) },
          { name: 'psp', critical: false, check: dependencyHealth(registry, CHARGING, psp) },
        ],
      }),
    }),
  ];
}

function cleanupOf(keys: 'payments' | 'refunds'): Provider {
  return {
    provide: `${IdempotencyCleanup.name}:${keys}`,
    inject: [PaymentKeys, Database, PinoLogger],
    useFactory: (all: PaymentKeys, database: Database, logger: PinoLogger) =>
      new IdempotencyCleanup(all[keys], database, {
        onError: (error) => logger.warn({ err: error }, 'expired keys could not be removed'),
      }),
  };
}
