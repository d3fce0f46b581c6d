import type { ServerResponse } from 'node:http';
import type { HttpAdapterHost } from '@nestjs/core';

export interface FastifyRoute {
  readonly url: string;
  readonly method: string | readonly string[];
}

type Done = (error: null, payload: unknown) => void;

/** The part of Fastify that is used here, so that nobody needs Fastify installed. */
export interface FastifyInstance {
  addHook(name: 'onRoute', hook: (route: FastifyRoute) => void): void;
  addHook(
    name: 'onSend',
    hook: (request: unknown, reply: { readonly raw: ServerResponse }, payload: unknown, done: Done) => void,
  ): void;
  readonly initialConfig: {
    readonly maxParamLength?: number;
    readonly routerOptions?: { readonly maxParamLength?: number };
  };
}

/** Fastify, if that is what the application runs on. */
export function fastifyOf({ httpAdapter }: HttpAdapterHost): FastifyInstance | undefined {
  return httpAdapter?.getType() === 'fastify' ? httpAdapter.getInstance<FastifyInstance>() : undefined;
}
