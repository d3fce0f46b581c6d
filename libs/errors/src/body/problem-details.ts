import type { CatalogueEntry } from '../catalogue/catalogue-entry.js';
import type { ErrorBody } from './error-body.js';

/** The error contract in the form of RFC 9457, `application/problem+json`. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly [extension: string]: unknown;
}

/** Translates a body; what RFC 9457 has no member for goes along as extension members. */
export function toProblemDetails(body: ErrorBody, entry: CatalogueEntry): ProblemDetails {
  const { message, status_code, documentation_url, ...extensions } = body;
  return {
    type: documentation_url ?? 'about:blank',
    title: entry.title,
    status: status_code,
    detail: message,
    instance: `urn:trace:${body.trace_id}`,
    ...extensions,
  };
}
