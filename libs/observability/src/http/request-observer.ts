import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { PinoLogger } from 'nestjs-pino';
import { activeSpanContext } from '../context/active-span.js';
import { observedContexts, type ObservedContext } from '../context/observed-context.js';
import { readCorrelation } from '../context/read-correlation.js';
import { HTTP_SERVER_REQUEST_DURATION } from '../metrics/definitions.js';
import { Metrics } from '../metrics/metrics.js';
import { describeFinished, levelOf } from './finished-request.js';
import { rememberRoute } from './route-of.js';

/** The part of a Fastify instance that tells which route took a request. */
interface FastifyInstance {
  addHook(
    name: 'onRequest',
    hook: (
      request: { raw: IncomingMessage; routeOptions?: { url?: string } },
      reply: object,
      done: () => void,
    ) => void,
  ): void;
}

/**
 * Gives every request its context and, when it is over, one log line and one measurement. It
 * listens to the HTTP server itself, so that requests which no route, parser or guard let through
 * are seen as well, and works the same on Express and Fastify.
 */
@Injectable()
export class RequestObserver implements OnModuleInit {
  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(PinoLogger) private readonly logger: PinoLogger,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    const adapter = this.host.httpAdapter;
    if (!adapter) return;
    const server = adapter.getHttpServer() as Server;
    server.prependListener('request', (request, response) => this.begin(request, response));
    if (adapter.getType() === 'fastify')
      (adapter.getInstance() as FastifyInstance).addHook('onRequest', (request, _reply, done) => {
        rememberRoute(request.raw, request.routeOptions?.url);
        done();
      });
  }

  private begin(request: IncomingMessage, response: ServerResponse): void {
    const startedAt = performance.now();
    const context = readCorrelation(request.headers, activeSpanContext());
    response.setHeader('X-Correlation-ID', context.correlationId);
    response.setHeader('X-Trace-ID', context.traceId);
    response.once('close', () => {
      observedContexts.run(context, () =>
        this.end(request, response, context, performance.now() - startedAt),
      );
    });
    observedContexts.enterWith(context);
  }

  private end(
    request: IncomingMessage,
    response: ServerResponse,
    context: ObservedContext,
    durationMs: number,
  ): void {
    const finished = describeFinished(request, response, durationMs);
    const { method, route, path, status } = finished;
    this.metrics.histogram(HTTP_SERVER_REQUEST_DURATION).observe({
      labels: { method, route, status: String(status) },
      value: durationMs / 1_000,
      exemplarLabels: { trace_id: context.traceId },
    });
    const { failure } = context;
    this.logger[levelOf(finished, context)](
      {
        method,
        route,
        path,
        status,
        duration_ms: Math.round(durationMs * 100) / 100,
        ...(failure && { error_code: failure.errorCode, err: failure.error }),
      },
      response.writableFinished ? 'request completed' : 'request aborted by the client',
    );
  }
}
