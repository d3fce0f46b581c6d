import {
  Module,
  type DynamicModule,
  type FactoryProvider,
  type ModuleMetadata,
  type Provider,
} from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { EventStream } from '../event-stream.js';
import type { ResilientClientOptions } from '../http/client-options.js';
import { ResilientClient } from '../http/resilient-client.js';
import type { Preset } from '../options/presets.js';
import { resolveOptions } from '../options/resolve-options.js';
import type { PipelineOptionsPatch } from '../pipeline-options.js';
import { Pipeline, type PipelineSurroundings } from '../pipeline.js';
import { ResilienceRegistry } from '../registry.js';
import { DeadlineInterceptor } from './deadline.interceptor.js';
import { clientToken, ownerToken, pipelineToken } from './tokens.js';

/** What all pipelines of an application share; every part has a default. */
export type ResilienceOptions = PipelineSurroundings;

/** Options that other providers know. */
export interface AsyncOptions<Options>
  extends Pick<ModuleMetadata, 'imports'>, Pick<FactoryProvider, 'inject'> {
  readonly useFactory: (...args: never[]) => Options | Promise<Options>;
}

/** Options of a pipeline for work that is not HTTP. */
export interface PipelineModuleOptions extends PipelineOptionsPatch {
  /** Default `demo`. */
  readonly preset?: Preset;
}

const SURROUNDINGS = 'resilience-surroundings';

/**
 * Resilient clients and pipelines for a Nest application on Express or Fastify. `forRoot` once, then
 * `forClient` for each dependency that is called over HTTP and `forPipeline` for each other one; what they
 * provide can be injected everywhere.
 */
@Module({})
export class ResilienceModule {
  /** The registry, the stream of events, and the deadlines of incoming requests. */
  static forRoot(options: ResilienceOptions = {}): DynamicModule {
    return root([], { provide: SURROUNDINGS, useValue: options });
  }

  static forRootAsync({ imports = [], ...factory }: AsyncOptions<ResilienceOptions>): DynamicModule {
    return root(imports, { provide: SURROUNDINGS, ...factory });
  }

  /** An axios client of one dependency, for `@InjectClient(name)`. A wrong option stops the start. */
  static forClient(name: string, options: ResilientClientOptions): DynamicModule {
    return ResilienceModule.forClientAsync(name, { useFactory: () => options });
  }

  static forClientAsync(
    name: string,
    { imports = [], ...options }: AsyncOptions<ResilientClientOptions>,
  ): DynamicModule {
    const optionsToken = `${ownerToken(name)}:options`;
    return {
      module: ResilienceModule,
      global: true,
      imports,
      providers: [
        { provide: optionsToken, ...options },
        {
          provide: ownerToken(name),
          inject: [optionsToken, ResilienceRegistry, SURROUNDINGS],
          useFactory: (
            given: ResilientClientOptions,
            registry: ResilienceRegistry,
            around: ResilienceOptions,
          ) =>
            closing(
              registered(
                registry,
                ResilientClient.create(name, given, { ...around, events: registry.events }),
              ),
            ),
        },
        {
          provide: clientToken(name),
          inject: [ownerToken(name)],
          useFactory: ({ http }: ResilientClient) => http,
        },
        pipelineOfClient(name),
      ],
      exports: [clientToken(name), pipelineToken(name)],
    };
  }

  /** A pipeline for work that is not HTTP, for `@Resilient(name)` and `@InjectPipeline(name)`. */
  static forPipeline(name: string, options: PipelineModuleOptions = {}): DynamicModule {
    const { preset, ...patch } = options;
    return {
      module: ResilienceModule,
      global: true,
      providers: [
        {
          provide: pipelineToken(name),
          inject: [ResilienceRegistry, SURROUNDINGS],
          useFactory: (registry: ResilienceRegistry, around: ResilienceOptions) => {
            const pipeline = new Pipeline(name, resolveOptions(name, patch, preset), {
              ...around,
              events: registry.events,
            });
            registry.add(pipeline);
            return pipeline;
          },
        },
      ],
      exports: [pipelineToken(name)],
    };
  }
}

function root(imports: ModuleMetadata['imports'], surroundings: Provider): DynamicModule {
  return {
    module: ResilienceModule,
    global: true,
    imports: imports ?? [],
    providers: [
      surroundings,
      {
        provide: ResilienceRegistry,
        inject: [SURROUNDINGS],
        useFactory: ({ events }: ResilienceOptions) => new ResilienceRegistry(events),
      },
      {
        provide: EventStream,
        inject: [ResilienceRegistry],
        useFactory: ({ events }: ResilienceRegistry) => events,
      },
      { provide: APP_INTERCEPTOR, useClass: DeadlineInterceptor },
    ],
    exports: [ResilienceRegistry, EventStream, SURROUNDINGS],
  };
}

function pipelineOfClient(name: string): Provider {
  return {
    provide: pipelineToken(name),
    inject: [ownerToken(name)],
    useFactory: ({ pipeline }: ResilientClient) => pipeline,
  };
}

function registered(registry: ResilienceRegistry, client: ResilientClient): ResilientClient {
  registry.add(client.pipeline);
  return client;
}

/** Nest asks each provider that has it; by then no request is under way any more. */
function closing(client: ResilientClient): ResilientClient {
  return Object.assign(client, { onApplicationShutdown: () => client.close() });
}
