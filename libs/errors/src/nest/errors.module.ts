import {
  Module,
  type DynamicModule,
  type ModuleMetadata,
  type NestModule,
  type Provider,
} from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { ErrorPagesController } from './error-pages.controller.js';
import { ErrorResponder } from './error-responder.js';
import type { ErrorsModuleOptions } from './errors-options.js';
import { ErrorsSettings } from './errors-settings.js';
import { AppErrorFilter, EveryErrorFilter, HttpExceptionFilter } from './filters.js';
import { MediaTypeGuard } from './media-type.guard.js';
import { RouteTable } from './route-table.js';
import { ServerEdge } from './server-edge.js';
import { StreamedAnswerInterceptor } from './streamed-answer.interceptor.js';

/** Options that come from other providers, such as a configuration. */
export interface ErrorsModuleAsyncOptions extends Pick<ModuleMetadata, 'imports'> {
  readonly inject?: Extract<Provider, { useFactory: unknown }>['inject'];
  readonly useFactory: (...injected: never[]) => ErrorsModuleOptions | Promise<ErrorsModuleOptions>;
}

/** One error contract for a whole Nest application, on Express and on Fastify, whatever goes wrong. */
@Module({
  controllers: [ErrorPagesController],
  providers: [
    ErrorResponder,
    RouteTable,
    ServerEdge,
    { provide: APP_GUARD, useClass: MediaTypeGuard },
    { provide: APP_INTERCEPTOR, useClass: StreamedAnswerInterceptor },
    // Nest asks the filter that was registered last first.
    { provide: APP_FILTER, useClass: EveryErrorFilter },
    { provide: APP_FILTER, useClass: HttpExceptionFilter },
    { provide: APP_FILTER, useClass: AppErrorFilter },
  ],
  exports: [ErrorResponder],
})
export class ErrorsModule implements NestModule {
  constructor(private readonly edge: ServerEdge) {}

  /** @throws Error that lists every option that is wrong */
  static forRoot(options: ErrorsModuleOptions): DynamicModule {
    return withSettings({ provide: ErrorsSettings, useValue: new ErrorsSettings(options) });
  }

  static forRootAsync({ imports = [], inject = [], useFactory }: ErrorsModuleAsyncOptions): DynamicModule {
    const complete = async (...injected: never[]) => new ErrorsSettings(await useFactory(...injected));
    return { ...withSettings({ provide: ErrorsSettings, inject, useFactory: complete }), imports };
  }

  /** Nest calls this before any other module can stand before the server. */
  configure(): void {
    this.edge.install();
  }
}

function withSettings(settings: Provider): DynamicModule {
  return { module: ErrorsModule, global: true, providers: [settings] };
}
