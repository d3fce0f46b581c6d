import type { CatalogueRow } from './catalogue-entry.js';

/** What can be wrong with an Idempotency-Key. */
export const IDEMPOTENCY_CODES = {
  IDEMPOTENCY_KEY_REQUIRED: {
    kind: 'validation_meaning',
    title: 'The Idempotency-Key header is missing',
    explanation:
      'This operation must not happen twice. Send a fresh unique value in Idempotency-Key and the same value when you repeat the request.',
    message: 'Send an Idempotency-Key header: a unique value that you repeat when you repeat the request.',
  },
  IDEMPOTENCY_KEY_INVALID: {
    kind: 'validation_meaning',
    title: 'The Idempotency-Key header is malformed',
    explanation:
      'A key has 1 to 255 printable ASCII characters, bare or in double quotes. A UUID is a good one.',
    message: 'The Idempotency-Key must have 1 to 255 printable ASCII characters.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    kind: 'validation_syntax',
    title: 'The Idempotency-Key was used for another request',
    explanation: 'The same key came earlier with another body. Use a new key for a new request.',
    message: 'This Idempotency-Key was used for another request.',
  },
  REQUEST_IN_PROGRESS: {
    kind: 'business_rule',
    title: 'The same request is still running',
    explanation:
      'A request with this Idempotency-Key has not finished. Wait as long as Retry-After says and repeat it: you will get its answer.',
    message: 'A request with this Idempotency-Key is still running.',
    whoCanFixIt: 'The caller, by waiting.',
    retry: 'after_retry_after',
  },
} as const satisfies Record<string, CatalogueRow>;
