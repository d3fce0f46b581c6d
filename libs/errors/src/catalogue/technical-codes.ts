import type { CatalogueRow } from './catalogue-entry.js';
import { INTERNAL_ERROR } from './internal-error.js';

/** What goes wrong inside a service, or between it and its database. */
export const TECHNICAL_CODES = {
  INTERNAL_ERROR,
  NOT_IMPLEMENTED: {
    kind: 'internal',
    status: 501,
    title: 'The service cannot do this',
    explanation: 'The request asks for something that this service does not offer.',
    message: 'The service cannot do this.',
    whoCanFixIt: 'Us, by writing it.',
  },
  DATABASE_UNAVAILABLE: {
    kind: 'database',
    title: 'The database cannot be reached',
    explanation:
      'The service cannot reach its database. It goes on by itself when the database is back. A change that was under way is stored as a whole or not at all.',
    message: 'The service cannot do this right now. Try again in a moment.',
  },
  QUERY_TIMEOUT: {
    kind: 'database',
    status: 504,
    title: 'The database took too long',
    explanation:
      'A statement ran longer than it may and was cancelled. The change it belonged to was not stored.',
    message: 'This took too long and was given up. Try again in a moment.',
  },
  DATABASE_POOL_EXHAUSTED: {
    kind: 'overload',
    title: 'No database connection was free in time',
    explanation:
      'All connections of the service to its database are busy. It is over when the work in progress is done.',
    message: 'The service has more to do than it can at the moment. Try again in a moment.',
  },
  SERVICE_OVERLOADED: {
    kind: 'overload',
    title: 'The service has more to do than it can',
    explanation: 'The request was refused before any work was done for it.',
    message: 'The service has more to do than it can at the moment. Try again in a moment.',
  },
  SHUTTING_DOWN: {
    kind: 'overload',
    title: 'The service is shutting down',
    explanation:
      'This instance is finishing its work and takes no new requests. Another instance will answer.',
    message: 'This instance is shutting down. Try again in a moment.',
  },
  SERVICE_UNAVAILABLE: {
    kind: 'external',
    title: 'The service cannot answer right now',
    explanation: 'The service is there and cannot carry the request out at the moment.',
    message: 'The service cannot answer right now. Try again in a moment.',
  },
  SERVICE_UNHEALTHY: {
    kind: 'overload',
    title: 'The service cannot work at the moment',
    explanation:
      'Something that the service can do nothing without is down; the context says what. It goes on by itself when that is back.',
    message: 'The service cannot work at the moment.',
    contextIsPublic: true,
    exampleContext: {
      status: 'error',
      details: { database: { status: 'down', critical: true, latency_ms: 1000 } },
    },
  },
  DEADLINE_EXCEEDED: {
    kind: 'external',
    status: 504,
    title: 'The time that the caller allowed is over',
    explanation:
      'The caller said in X-Request-Timeout-Ms how long it waits, and that time passed before the answer was there.',
    message: 'The time allowed for this request is over.',
  },
} as const satisfies Record<string, CatalogueRow>;
