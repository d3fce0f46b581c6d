import type { AxiosInstance } from 'axios';
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { ErrorsModule } from '@baluarte/errors/nest';
import { HealthModule } from '@baluarte/health';
import { idempotencyMigrations, IdempotencyStore } from '@baluarte/idempotency';
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
import { CustomersController } from './api/customers.controller.js';
import { OrderEventsController } from './api/order-events.controller.js';
import { OrdersController } from './api/orders.controller.js';
import { CancelOrder } from './application/cancel-order.js';
import { OrderSaga } from './application/order-saga.js';
import { PlaceOrder } from './application/place-order.js';
import { Clock } from './application/ports/clock.js';
import { Customers } from './application/ports/customers.js';
import { Ids } from './application/ports/ids.js';
import { OrderEvents } from './application/ports/order-events.js';
import { Orders } from './application/ports/orders.js';
import { Payments } from './application/ports/payments.js';
import { SagaJournal } from './application/ports/saga-journal.js';
import { SagaLog } from './application/ports/saga-log.js';
import { Stock } from './application/ports/stock.js';
import { RecoverOrders } from './application/recover-orders.js';
import { RegisterCustomer } from './application/register-customer.js';
import { SagaSteps } from './application/saga-steps.js';
import { SystemClock } from './infrastructure/clock.system.js';
import { PostgresCustomers } from './infrastructure/customers.postgres.js';
import { UuidIds } from './infrastructure/ids.uuid.js';
import { PostgresOrderEvents } from './infrastructure/order-events.postgres.js';
import { PostgresOrders } from './infrastructure/orders.postgres.js';
import { HttpPayments } from './infrastructure/payments.http.js';
import { RecoverySettings, RecoveryWorker } from './infrastructure/recovery-worker.js';
import { PostgresSagaJournal } from './infrastructure/saga-journal.postgres.js';
import { PinoSagaLog } from './infrastructure/saga-log.pino.js';
import { SagaTiming } from './infrastructure/saga-timing.js';
import { HttpStock } from './infrastructure/stock.http.js';
import type { OrdersConfig } from './orders.config.js';

const SERVICE = 'orders';
const VERSION = '0.1.0';
const MIGRATIONS = new URL('../migrations/', import.meta.url);
const OBSERVED = {
  serviceName: SERVICE,
  version: VERSION,
  resilience: ResilienceRegistry,
  databasePool: Database,
};

const USE_CASES: Provider[] = [
  PlaceOrder,
  CancelOrder,
  RecoverOrders,
  RegisterCustomer,
  OrderSaga,
  SagaSteps,
];

const ADAPTERS: Provider[] = [
  { provide: Orders, useClass: PostgresOrders },
  { provide: OrderEvents, useClass: PostgresOrderEvents },
  { provide: Customers, useClass: PostgresCustomers },
  { provide: SagaJournal, useClass: PostgresSagaJournal },
  { provide: SagaLog, useClass: PinoSagaLog },
  { provide: Clock, useClass: SystemClock },
  { provide: Ids, useClass: UuidIds },
  { provide: IdempotencyStore, useFactory: () => new IdempotencyStore({ scope: 'place_order' }) },
];

/** The wiring of the service: which adapter stands behind which port. */
@Module({})
export class OrdersModule {
  static forConfig(config: OrdersConfig): DynamicModule {
    return {
      module: OrdersModule,
      imports: importsFor(config),
      controllers: [OrdersController, OrderEventsController, CustomersController],
      providers: [
        ...USE_CASES,
        ...ADAPTERS,
        {
          provide: Payments,
          inject: [clientToken('payments')],
          useFactory: (http: AxiosInstance) => new HttpPayments(addCorrelationHeaders(http)),
        },
        {
          provide: Stock,
          inject: [clientToken('stock')],
          useFactory: (http: AxiosInstance) => new HttpStock(addCorrelationHeaders(http)),
        },
        { provide: SagaTiming, useValue: config.saga },
        { provide: RecoverySettings, useValue: config.recovery },
        RecoveryWorker,
        {
          provide: IdempotencyCleanup,
          inject: [IdempotencyStore, Database, PinoLogger],
          useFactory: (store: IdempotencyStore, database: Database, logger: PinoLogger) =>
            new IdempotencyCleanup(store, database, {
              onError: (error) => logger.warn({ err: error }, 'expired keys could not be removed'),
            }),
        },
      ],
    };
  }
}

function importsFor(config: OrdersConfig): DynamicModule[] {
  return [
    ObservabilityModule.forRoot({ ...OBSERVED, logLevel: config.logLevel }),
    ErrorsModule.forRoot({
      serviceName: SERVICE,
      documentationBaseUrl: config.publicUrl,
      traceId: currentTraceId,
      onError: recordError,
    }),
    ResilienceModule.forRoot(),
    ResilienceModule.forClient('payments', config.payments),
    ResilienceModule.forClient('stock', config.stock),
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
      inject: [Database, ResilienceRegistry, clientToken('payments'), clientToken('stock')],
      useFactory: (...parts: [Database, ResilienceRegistry, AxiosInstance, AxiosInstance]) => {
        const [database, registry, payments, stock] = parts;
        return {
          checks: [
            { name: 'database', critical: true, check: databaseHealth(database) },
            { name: 'payments', critical: false, check: dependencyHealth(registry, 'payments', payments) },
            { name: 'stock', critical: false, check: dependencyHealth(registry, 'stock', stock) },
          ],
        };
      },
    }),
  ];
}
