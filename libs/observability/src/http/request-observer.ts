import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Logger as Pino } from 'pino';
import { HTTP_SERVER_REQUEST_DURATION, HTTP_SERVER_REQUESTS_IN_FLIGHT } from '../metrics/definitions.js';
import { exemplarOf } from '../metrics/exemplar.js';
import { Metrics } from '../metrics/metrics.js';
import { PINO } from '../tokens.js';
import { finishedRequest, levelOf, type FinishedRequest } from './finished-request.js';
import { beginRequest, runDetached, runInRequest, type ObservedRequest } from './observed-request.js';
import { onceOver } from './once-over.js';
import { isProbe } from './probe.js';
import { rememberRoute } from './route-of.js';
import { endServerSpan } from './server-span.js';

/** The part of a Fastify instance that tells which route took a request. */
interface FastifyInstance {
  addHook(
    name: 'onRequest',
    hook: (
      request: { raw: IncomingMessage; routeOptions?: { url?: string } },
      reply: { raw: ServerResponse },
      done: () => void,
    ) => void,
  ): void;
}

/**
 * Gives every request its context and span and, when it is over, one log line and one measurement.
 * Until then it is one of those in flight.
 * It stands between the HTTP server and the framework, so that requests which no route, parser or
 * guard let through are seen as well, and works the same on Express and Fastify.
 */
@Injectable()
export class RequestObserver implements OnModuleInit {
  readonly #seen = new WeakSet<IncomingMessage>();
  #inFlight = 0;

  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(PINO) private readonly pino: Pino,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    const adapter = this.host.httpAdapter;
    if (!adapter) return;
    this.metrics.gaugeAtScrape(HTTP_SERVER_REQUESTS_IN_FLIGHT, (gauge) => gauge.set(this.#inFlight));
    this.standBefore(adapter.getHttpServer() as Server);
    if (adapter.getType() === 'fastify') this.hookInto(adapter.getInstance() as FastifyInstance);
  }

  private standBefore(server: Server): void {
    const listeners = server.listeners('request') as RequestListener[];
    server.removeAllListeners('request');
    server.on('request', (request, response) => {
      this.observe(request, response, () => {
        for (const listener of listeners) listener.call(server, request, response);
      });
    });
  }

  /** Also sees what does not come through the server: a second address, or `inject`. */
  private hookInto(instance: FastifyInstance): void {
    instance.addHook('onRequest', (request, reply, done) => {
      rememberRoute(request.raw, request.routeOptions?.url);
      if (this.#seen.has(request.raw)) done();
      else this.observe(request.raw, reply.raw, done);
    });
  }

  private observe(request: IncomingMessage, response: ServerResponse, answer: () => void): void {
    this.#seen.add(request);
    const observed = beginRequest(request, response);
    const share = isProbe(request.url) ? 0 : 1;
    this.#inFlight += share;
    onceOver(request, response, () => {
      this.#inFlight -= share;
      runDetached(observed, () => this.end(observed));
    });
    runInRequest(observed, answer);
  }

  private end(observed: ObservedRequest): void {
    const finished = finishedRequest(observed);
    this.measure(observed, finished);
    this.log(observed, finished);
    if (observed.span) endServerSpan(observed.span, observed, finished);
  }

  private measure(
    { context }: ObservedRequest,
    { method, route, status, durationMs }: FinishedRequest,
  ): void {
    this.metrics.histogram(HTTP_SERVER_REQUEST_DURATION).observe({
      labels: { method, route, status: String(status) },
      value: durationMs / 1_000,
      exemplarLabels: exemplarOf(context),
    });
  }

  private log(observed: ObservedRequest, finished: FinishedRequest): void {
    const { method, route, path, status, durationMs, isAnswered } = finished;
    const { failure } = observed.context;
    this.pino[levelOf(finished, observed)](
      {
        method,
        route,
        path,
        status,
        duration_ms: Math.round(durationMs * 100) / 100,
        ...(failure && { error_code: failure.errorCode, err: failure.error }),
      },
      isAnswered ? 'request completed' : 'request aborted by the client',
    );
  }
}
