import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { ErrorPagesController } from './error-pages.controller.js';
import { ErrorResponder } from './error-responder.js';
import { ERRORS_OPTIONS, type ErrorsModuleOptions } from './errors-options.js';
import { AppErrorFilter, EveryErrorFilter, HttpExceptionFilter } from './filters.js';
import { MediaTypeGuard } from './media-type.guard.js';
import { RouteTable } from './route-table.js';
import { ServerEdge } from './server-edge.js';

/** One error contract for a whole Nest application, on Express and on Fastify, whatever goes wrong. */
@Module({})
export class ErrorsModule {
  static forRoot(options: ErrorsModuleOptions): DynamicModule {
    return {
      module: ErrorsModule,
      global: true,
      controllers: [ErrorPagesController],
      providers: [
        { provide: ERRORS_OPTIONS, useValue: options },
        ErrorResponder,
        RouteTable,
        ServerEdge,
        { provide: APP_GUARD, useClass: MediaTypeGuard },
        // Nest asks the filter that was registered last first.
        { provide: APP_FILTER, useClass: EveryErrorFilter },
        { provide: APP_FILTER, useClass: HttpExceptionFilter },
        { provide: APP_FILTER, useClass: AppErrorFilter },
      ],
      exports: [ErrorResponder],
    };
  }
}
