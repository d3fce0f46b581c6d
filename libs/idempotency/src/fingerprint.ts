import { createHash } from 'node:crypto';

/**
 * A digest by which two requests are the same request: equal method, route and JSON body, whatever the
 * order of the body's keys.
 */
export function fingerprint(method: string, route: string, body: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([method, route, canonical(body)]))
    .digest('hex');
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, canonical(inner)]);
}
