import { Global, Module, type DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import { RequestObserver } from './http/request-observer.js';
import { createLogger } from './logging/create-logger.js';
import { Logger, PinoLogger } from './logging/logger.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { Metrics } from './metrics/metrics.js';
import { countErrorsIn } from './record-error.js';
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
}

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
      ],
      exports: [Metrics, Logger, PinoLogger],
    };
  }
}
