import type { IncomingMessage } from 'node:http';

/** The label of requests that no route took. */
export const UNMATCHED = 'unmatched';

const routes = new WeakMap<IncomingMessage, string>();

/** Remembers the template of the route that took a request. */
export function rememberRoute(request: IncomingMessage, template: string | undefined): void {
  if (template !== undefined) routes.set(request, template);
}

/** The template of the route that took a request, such as `/api/v1/orders/:id`; never the raw path. */
export function routeOf(request: IncomingMessage): string {
  return routes.get(request) ?? expressRoute(request) ?? UNMATCHED;
}

function expressRoute(request: IncomingMessage): string | undefined {
  const { route, baseUrl } = request as { route?: { path?: unknown }; baseUrl?: string };
  return typeof route?.path === 'string' ? `${baseUrl ?? ''}${route.path}` : undefined;
}
