import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { AppError } from '../app-error.js';
import { standardCatalogue } from '../catalogue/standard-catalogue.js';
import { ProtocolError } from '../classes/business-errors.js';

interface Route {
  readonly pattern: RegExp;
  readonly methods: readonly string[];
}

interface ExpressLayer {
  readonly route?: { readonly path: unknown; readonly methods: Readonly<Record<string, boolean>> };
}

interface FrameworkInstance {
  addHook?(
    name: 'onRoute',
    hook: (route: { readonly url: string; readonly method: string | string[] }) => void,
  ): void;
  readonly router?: { readonly stack?: readonly ExpressLayer[] };
}

const ANY_METHOD = 7;

/** The routes of the application, to tell a wrong path (404) from a wrong method (405). */
@Injectable()
export class RouteTable {
  readonly #routes: Route[] = [];

  constructor(private readonly host: HttpAdapterHost) {
    const instance = host.httpAdapter?.getInstance<FrameworkInstance>();
    if (typeof instance?.addHook === 'function')
      instance.addHook('onRoute', ({ url, method }) => this.#routes.push(routeOf(url, [method].flat())));
  }

  /** The error for a request that no route answers: 405 with `Allow`, or 404. */
  whyNothingAnswers({ method = 'GET', url = '/' }: IncomingMessage): AppError {
    const path = url.split('?', 1)[0] ?? '/';
    const allowed = [
      ...new Set(
        this.routes()
          .filter(({ pattern }) => pattern.test(path))
          .flatMap(({ methods }) => methods),
      ),
    ];
    if (allowed.length > 0 && !allowed.includes(method)) {
      const allow = [...allowed, ...(allowed.includes('GET') && !allowed.includes('HEAD') ? ['HEAD'] : [])]
        .sort()
        .join(', ');
      return protocolError('METHOD_NOT_ALLOWED', `${method} is not allowed here; allowed: ${allow}.`, {
        headers: { allow },
      });
    }
    return protocolError('ROUTE_NOT_FOUND', `There is nothing at ${method} ${printable(path)}.`);
  }

  private routes(): readonly Route[] {
    const stack = this.host.httpAdapter?.getInstance<FrameworkInstance>().router?.stack ?? [];
    const ofExpress = stack.flatMap(({ route }) =>
      typeof route?.path === 'string'
        ? [
            routeOf(
              route.path,
              Object.keys(route.methods).map((method) => method.toUpperCase()),
            ),
          ]
        : [],
    );
    return [...this.#routes, ...ofExpress].filter(({ methods }) => methods.length < ANY_METHOD);
  }
}

function routeOf(template: string, methods: readonly string[]): Route {
  const source = template
    .replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll(/:[A-Za-z0-9_]+/g, '[^/]+')
    .replaceAll(/\*[A-Za-z0-9_]*/g, '.*');
  return { pattern: new RegExp(`^${source}/?$`), methods };
}

function printable(path: string): string {
  return path.replaceAll(/[^\x21-\x7E]/g, '?').slice(0, 200);
}

function protocolError(
  code: 'METHOD_NOT_ALLOWED' | 'ROUTE_NOT_FOUND',
  message: string,
  options?: { headers: Record<string, string> },
): AppError {
  const entry = standardCatalogue.get(code);
  if (entry === undefined) throw new Error(`${code} is missing from the catalogue.`);
  return new ProtocolError(entry, message, options);
}
