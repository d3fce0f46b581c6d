import type { IncomingMessage } from 'node:http';
import { Injectable, type HttpException } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { AppError } from '../app-error.js';
import { fastifyOf, type FastifyRoute } from './fastify-instance.js';
import { isOnlyTooLong, pathParts, templateMatches } from './path-template.js';
import { protocolError } from './translate-error.js';

interface ExpressLayer {
  match?(path: string): boolean;
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
}

interface ExpressApplication {
  readonly router?: { readonly stack?: readonly ExpressLayer[] };
}

/** A route for as many methods as this is a fallback of the framework, and no resource. */
const ANY_METHOD = 7;

/** The routes of the application, to tell a wrong path (404) from a wrong method (405). */
@Injectable()
export class RouteTable {
  readonly #ofFastify: FastifyRoute[] = [];

  constructor(private readonly host: HttpAdapterHost) {
    fastifyOf(host)?.addHook('onRoute', (route) => this.#ofFastify.push(route));
  }

  /** Whether an exception is the one by which Nest says that no route matched. */
  isUnknownRoute(exception: HttpException, request: IncomingMessage): boolean {
    return (
      exception.getStatus() === 404 && exception.message === `Cannot ${request.method} ${urlOf(request)}`
    );
  }

  /** The error for a request that no route answers: 405 with `Allow`, or 404. */
  whyNothingAnswers(request: IncomingMessage): AppError {
    const { method = 'GET' } = request;
    const path = pathOf(urlOf(request));
    const known = [...new Set([...this.methodsOnFastify(path), ...this.methodsOnExpress(path)])];
    if (known.includes('GET') && !known.includes('HEAD')) known.push('HEAD');
    if (known.length === 0 || known.includes(method))
      return protocolError('ROUTE_NOT_FOUND', {
        message: `There is nothing at ${method} ${printable(path)}.`,
      });
    const allow = known.sort().join(', ');
    return protocolError('METHOD_NOT_ALLOWED', {
      message: `${method} is not allowed here; allowed: ${allow}.`,
      headers: { allow },
    });
  }

  /** Whether a path would be answered were one of its parts shorter; Fastify enforces that without asking anybody. */
  isTooLong(url: string): boolean {
    const config = fastifyOf(this.host)?.initialConfig;
    const limit = config?.routerOptions?.maxParamLength ?? config?.maxParamLength;
    if (limit === undefined || url.length <= limit) return false;
    const parts = pathParts(pathOf(url));
    return isOnlyTooLong(
      this.#ofFastify.map((route) => route.url),
      parts,
      limit,
    );
  }

  private methodsOnFastify(path: string): readonly string[] {
    const parts = pathParts(path);
    return this.#ofFastify
      .filter(({ url }) => !/^\/?\*$/.test(url) && templateMatches(url, parts))
      .flatMap(({ method }) => (Array.isArray(method) && method.length >= ANY_METHOD ? [] : method));
  }

  private methodsOnExpress(path: string): readonly string[] {
    const express = this.host.httpAdapter?.getInstance<ExpressApplication>();
    return (express?.router?.stack ?? []).flatMap((layer) => {
      const methods = Object.keys(layer.route?.methods ?? {});
      const isResource = methods.length > 0 && methods.length < ANY_METHOD && !methods.includes('_all');
      return isResource && layer.match?.(path) ? methods.map((method) => method.toUpperCase()) : [];
    });
  }
}

/** Express shortens `url` while it looks for a route. */
function urlOf({ originalUrl, url }: IncomingMessage & { readonly originalUrl?: string }): string {
  return originalUrl ?? url ?? '/';
}

function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/?]*/i, '').split('?', 1)[0] || '/';
}

function printable(path: string): string {
  return path.replaceAll(/[^\x21-\x7E]/g, '?').slice(0, 200);
}
