import { ApiError } from './api-error.js';
import type { Handler, Routes } from './handler.js';

export interface Match {
  readonly handler: Handler;
  readonly names: readonly [proxy: string, fault: string];
}

/** @throws ApiError 404 for a path that nothing serves, 405 for a method that the path does not have */
export function match(routes: Routes, method: string, url: string): Match {
  const [path = ''] = url.split('?');
  const parts = path.split('/').slice(1).map(decode);
  const candidates = Object.entries(routes)
    .map(([key, handler]) => ({ handler, pattern: key.slice(key.indexOf('/') + 1).split('/'), key }))
    .filter(({ pattern }) => matches(pattern, parts));
  if (candidates.length === 0) throw new ApiError(404, `there is no ${path}`);
  const found = candidates.find(({ key }) => key.startsWith(`${method} `));
  if (found === undefined) throw new ApiError(405, `${path} has no ${method}`);
  const [proxy = '', fault = ''] = parts.filter((_part, index) => found.pattern[index] === '*');
  return { handler: found.handler, names: [proxy, fault] };
}

function matches(pattern: readonly string[], parts: readonly string[]): boolean {
  return (
    pattern.length === parts.length &&
    pattern.every((expected, index) => (expected === '*' ? parts[index] !== '' : expected === parts[index]))
  );
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new ApiError(400, `${part} is not well encoded`);
  }
}
