import type { InternalAxiosRequestConfig } from 'axios';

declare module 'axios' {
  interface AxiosRequestConfig {
    /** What is asked, as metrics and logs call it: `charge`. Bounded: never a path with ids. Default: the method. */
    operation?: string;
    /** Whether asking twice is the same as asking once. Default: safe methods, and requests with an `Idempotency-Key`. */
    repeatable?: boolean;
  }
}

const SAFE_METHODS = new Set(['get', 'head', 'options']);

/** Whether a request may be repeated after it was sent. */
export function isRepeatable({ method = 'get', headers, repeatable }: InternalAxiosRequestConfig): boolean {
  return repeatable ?? (SAFE_METHODS.has(method.toLowerCase()) || headers.has('Idempotency-Key'));
}

/** Whether the body can be sent once only. */
export function isOneShot({ data }: InternalAxiosRequestConfig): boolean {
  return typeof data === 'object' && data !== null && 'pipe' in data;
}
