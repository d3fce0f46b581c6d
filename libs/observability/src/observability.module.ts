import { Global, Module, type DynamicModule, type InjectionToken, type Provider } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import { RequestObserver } from './http/request-observer.js';
import { createLogger } from './logging/create-logger.js';
import { Logger, PinoLogger } from './logging/logger.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { Metrics } from './metrics/metrics.js';
import { observePool, type ObservedPool } from './metrics/observe-pool.js';
import { countErrorsIn } from './record-error.js';
import type { ObservedDependencies } from './resilience/observed-dependencies.js';
import { ResilienceObserver } from './resilience/resilience-observer.js';
import { PINO } from './tokens.js';
import { TelemetryLifecycle } from './tracing/telemetry-lifecycle.js';

export interface ObservabilityOptions {
  /** As it stands in logs and traces: `orders`. */
  readonly serviceName: string;
  readonly version: string;
  /** A level of pino; `silent` turns logging off. Default `info`. */
  readonly logLevel?: string;
  /** Paths of further secrets in the fields of a log line, in pino's notation: `customer.iban`, `*.iban`. */
  readonly redactPaths?: readonly string[];
  /** Where log lines go; default stdout. */
  readonly logDestination?: DestinationStream;
  /** What is called through pipelines; its token, exported by a global module: `ResilienceRegistry`. */
  readonly resilience?: InjectionToken<ObservedDependencies>;
  /** The pool of database connections; its token, exported by a global module: `Database`. */
  readonly databasePool?: InjectionToken<ObservedPool>;
}

const POOL_OBSERVER = Symbol('pool observer');

/**
 * Logs, correlation, server spans and `/metrics` for a Nest application on Express or Fastify.
 * Exclude `metrics` from a global prefix. One service per process.
 */
@Global()
@Module({})
export class ObservabilityModule {
  static forRoot(options: ObservabilityOptions): DynamicModule {
    const { serviceName, logLevel = 'info', redactPaths = [], logDestination } = options;
    const metrics = new Metrics();
    countErrorsIn(metrics);
    const pino = createLogger({
      serviceName,
      logLevel,
      redactPaths,
      ...(logDestination && { destination: logDestination }),
    });
    return {
      module: ObservabilityModule,
      imports: [
        LoggerModule.forRoot({
          pinoHttp: { logger: pino, autoLogging: false, wrapSerializers: false },
          forRoutes: [],
        }),
      ],
      controllers: [MetricsController],
      providers: [
        { provide: Metrics, useValue: metrics },
        { provide: PINO, useValue: pino },
        Logger,
        PinoLogger,
        RequestObserver,
        TelemetryLifecycle,
        ...observersOf(options),
      ],
      exports: [Metrics, Logger, PinoLogger],
    };
  }
}

function observersOf({ resilience, databasePool }: ObservabilityOptions): Provider[] {
  const observers: Provider[] = [];
  if (resilience !== undefined)
    observers.push({
      provide: ResilienceObserver,
      inject: [resilience, Metrics, PINO],
      useFactory: (...parts: ConstructorParameters<typeof ResilienceObserver>) =>
        new ResilienceObserver(...parts),
    });
  if (databasePool !== undefined)
    observers.push({
      provide: POOL_OBSERVER,
      inject: [databasePool, Metrics],
      useFactory: observePool,
    });
  return observers;
}
