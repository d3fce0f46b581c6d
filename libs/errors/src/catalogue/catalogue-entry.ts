import { KINDS, type ErrorKind } from '../kind.js';
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
  /** Whether the context of this technical error may be shown to the client, as that of business errors is. */
  readonly contextIsPublic?: boolean;
  readonly exampleContext?: ErrorContext;
}

/** A row with its code and with what follows from its kind. */
export interface CatalogueEntry extends CatalogueRow {
  readonly code: string;
  readonly status: number;
  readonly whoCanFixIt: string;
  readonly retryAdvice: string;
}

const RETRY_ADVICE = {
  no: 'No: the same request will fail again.',
  after_retry_after: 'Yes, after the seconds that the Retry-After header names.',
  if_transient_and_safe: 'Yes, with backoff, if the request is safe or carries an Idempotency-Key.',
} as const;

/** Completes a row of the table. */
export function catalogueEntry(code: string, row: CatalogueRow): CatalogueEntry {
  const kind = KINDS[row.kind];
  return {
    ...row,
    code,
    status: row.status ?? kind.status,
    whoCanFixIt: kind.whoCanFixIt,
    retryAdvice: RETRY_ADVICE[kind.retry],
  };
}
