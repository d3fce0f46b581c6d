import type { ErrorBody } from '../body/error-body.js';
import type { CatalogueEntry } from './catalogue-entry.js';

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const TIMESTAMP = '2026-11-24T09:30:00.000Z';

/** A whole answer as a client could see it: for pages, documents and tests. */
export function exampleBody(
  { code, message, status, exampleContext }: CatalogueEntry,
  { serviceName = 'orders', documentationBaseUrl = 'http://localhost:3001' } = {},
): ErrorBody {
  return {
    trace_id: TRACE_ID,
    error_code: code,
    message,
    status_code: status,
    timestamp: TIMESTAMP,
    service_name: serviceName,
    ...(exampleContext && { context: exampleContext }),
    documentation_url: `${documentationBaseUrl}/errors/${code}`,
  };
}
