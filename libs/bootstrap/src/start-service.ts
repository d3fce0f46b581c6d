import type { DynamicModule, LoggerService, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ConfigurationError } from '@baluarte/config';
import { configureService, type ServiceDescription } from './configure-service.js';

/** Requests larger than this are refused with 413. */
const BODY_LIMIT_BYTES = 100 * 1024;
/** Longer than the idle timeout of common proxies, so that it is never us who cut a reused connection. */
const KEEP_ALIVE_TIMEOUT_MS = 72_000;

/** Where a service listens. */
export interface ListenConfig {
  readonly host: string;
  readonly port: number;
}

/** What runs, once tracing does. */
export interface ServiceApplication<Config extends ListenConfig> {
  /** Reads the environment; a `ConfigurationError` stops the start with every mistake listed. */
  readonly readConfig: () => Config;
  /** The root module, wired with the configuration. */
  readonly module: (config: Config) => DynamicModule | Type;
}

export interface ServiceDefinition<Config extends ListenConfig> extends ServiceDescription {
  /** Starts tracing, or does nothing where nobody collects traces. */
  readonly startTelemetry: (service: {
    readonly serviceName: string;
    readonly version: string;
  }) => Promise<unknown>;
  /** Imports the service's own code: after tracing has started, which can only trace what is imported later. */
  readonly application: () => Promise<ServiceApplication<Config>>;
  /** The injection token of the logger that Nest itself should use. */
  readonly logger: Type<LoggerService>;
}

/**
 * Starts a service on Fastify: tracing, configuration, wiring, OpenAPI, listening, and a clean end on
 * SIGTERM and SIGINT with exit code 0. A start that fails says why on stderr and exits 1.
 */
export async function startService<Config extends ListenConfig>(
  definition: ServiceDefinition<Config>,
): Promise<void> {
  const { name, version, startTelemetry, application } = definition;
  try {
    await startTelemetry({ serviceName: name, version });
    await listen(definition, await application());
  } catch (error) {
    process.stderr.write(`${name} did not start. ${reasonOf(error)}\n`);
    process.exit(1);
  }
}

async function listen<Config extends ListenConfig>(
  definition: ServiceDefinition<Config>,
  { readConfig, module }: ServiceApplication<Config>,
): Promise<void> {
  const config = readConfig();
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
  });
  const app = await NestFactory.create<NestFastifyApplication>(module(config), adapter, {
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(app.get(definition.logger));
  app.flushLogs();
  configureService(app, definition);
  app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
  await app.listen(config.port, config.host);
}

function reasonOf(error: unknown): string {
  if (error instanceof ConfigurationError) return error.message;
  if (!(error instanceof Error)) return String(error);
  return (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
    ? `${error.message}: another program uses this port; end it or set PORT.`
    : (error.stack ?? error.message);
}
