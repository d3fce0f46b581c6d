import { Global, Module, type DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { RequestObserver } from './http/request-observer.js';
import { loggerOptions } from './logging/logger-options.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { Metrics } from './metrics/metrics.js';
import { countErrorsIn } from './record-error.js';

export interface ObservabilityOptions {
  /** As it stands in logs and traces: `orders`. */
  readonly serviceName: string;
  readonly version: string;
  /** A level of pino, `info` by default; `silent` turns logging off. */
  readonly logLevel?: string;
}

/** Logs, correlation and `/metrics` for a Nest application on Express or Fastify. */
@Global()
@Module({})
export class ObservabilityModule {
  static forRoot({ serviceName, logLevel = 'info' }: ObservabilityOptions): DynamicModule {
    const metrics = new Metrics();
    countErrorsIn(metrics);
    return {
      module: ObservabilityModule,
      imports: [
        LoggerModule.forRoot({
          pinoHttp: { ...loggerOptions({ serviceName, logLevel }), autoLogging: false },
          forRoutes: [],
        }),
      ],
      controllers: [MetricsController],
      providers: [{ provide: Metrics, useValue: metrics }, RequestObserver],
      exports: [Metrics, LoggerModule],
    };
  }
}
