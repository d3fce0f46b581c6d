import type { CatalogueEntry } from '../catalogue/catalogue-entry.js';

const extensions = {
  trace_id: { type: 'string', pattern: '^[0-9a-f]{32}$' },
  error_code: { type: 'string', description: 'Stable; what programs decide by.' },
  timestamp: { type: 'string', format: 'date-time' },
  service_name: { type: 'string' },
  context: { type: 'object', description: 'Facts about this failure.' },
};

/** The schemas of both forms of the error contract. */
export const ERROR_SCHEMAS = {
  Error: {
    type: 'object' as const,
    required: ['trace_id', 'error_code', 'message', 'status_code', 'timestamp', 'service_name'],
    properties: {
      ...extensions,
      message: { type: 'string', description: 'For people.' },
      status_code: { type: 'integer', minimum: 400, maximum: 599 },
      documentation_url: { type: 'string', format: 'uri' },
    },
  },
  Problem: {
    type: 'object' as const,
    description: 'RFC 9457, for clients that send Accept: application/problem+json.',
    required: ['type', 'title', 'status', 'detail', 'instance', 'trace_id', 'error_code'],
    properties: {
      type: { type: 'string', format: 'uri-reference' },
      title: { type: 'string' },
      status: { type: 'integer', minimum: 400, maximum: 599 },
      detail: { type: 'string' },
      instance: { type: 'string', format: 'uri-reference' },
      ...extensions,
    },
  },
};

/** The headers that answers with these codes carry. */
export function errorHeaders(entries: readonly CatalogueEntry[]): object {
  const waits = entries.some(
    ({ status, retry }) => status === 429 || status === 503 || retry === 'after_retry_after',
  );
  return {
    'X-Trace-Id': { description: 'The trace_id of the body.', schema: { type: 'string' } },
    ...(waits && {
      'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 0 } },
    }),
  };
}
