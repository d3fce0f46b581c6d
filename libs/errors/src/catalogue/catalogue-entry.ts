import { KINDS, type ErrorKind, type RetryAdvice } from '../kind.js';
import type { ErrorContext } from '../app-error.js';

/** One row of the catalogue: everything that is known about a code before it happens. */
export interface CatalogueRow {
  readonly kind: ErrorKind;
  /** HTTP status where it differs from the status of the kind. */
  readonly status?: number;
  /** One line without variables; the title of the code's page and of its RFC 9457 document. */
  readonly title: string;
  /** What happened and what to do about it, for the person who got the code. */
  readonly explanation: string;
  /** A message as clients see it. Technical errors always show exactly this one. */
  readonly message: string;
  /** Who can fix it, where the kind's answer is too coarse. */
  readonly whoCanFixIt?: string;
  /** Whether to repeat the same request, where it differs from the kind. */
  readonly retry?: RetryAdvice;
  /** Whether the context of this technical error may be shown to the client, as that of business errors is. */
  readonly contextIsPublic?: boolean;
  readonly exampleContext?: ErrorContext;
}

/** A row with its code and with what follows from its kind. */
export interface CatalogueEntry extends CatalogueRow {
  readonly code: string;
  readonly status: number;
  readonly whoCanFixIt: string;
  readonly retry: RetryAdvice;
  /** `retry` in words. */
  readonly retryAdvice: string;
}

const RETRY_ADVICE: Readonly<Record<RetryAdvice, string>> = {
  no: 'No: the same request will fail again.',
  after_retry_after: 'Yes, after the seconds that the Retry-After header names.',
  if_transient_and_safe: 'Yes, with backoff, if the request is safe or carries an Idempotency-Key.',
};

/** Completes a row of the table. */
export function catalogueEntry(code: string, row: CatalogueRow): CatalogueEntry {
  const kind = KINDS[row.kind];
  const retry = row.retry ?? kind.retry;
  return {
    ...row,
    code,
    status: row.status ?? kind.status,
    whoCanFixIt: row.whoCanFixIt ?? kind.whoCanFixIt,
    retry,
    retryAdvice: RETRY_ADVICE[retry],
  };
}
