import { IdempotencyKeyReusedError } from './idempotency-errors.js';
import type { StoredAnswer } from './stored-answer.js';

/** One request among those with the same key. */
export interface ClaimRequest {
  readonly key: string;
  /** See `fingerprint`. */
  readonly fingerprint: string;
}

/** What a request is to do. */
export type Claim =
  /** Carry it out; `resourceId` is what an earlier holder, who vanished, had begun. */
  | { readonly type: 'claimed'; readonly holder: string; readonly resourceId: string | null }
  /** Answer as before. */
  | { readonly type: 'replay'; readonly answer: StoredAnswer; readonly resourceId: string | null }
  /** Ask the client to come again. */
  | { readonly type: 'in_progress'; readonly retryAfterSeconds: number; readonly resourceId: string | null };

/** A record as the database keeps it. */
export interface KeptRow {
  readonly fingerprint: string;
  readonly resource_id: string | null;
  readonly status: number | null;
  readonly body: unknown;
  /** Expired, or left without an answer by a holder that vanished; null when there is no record. */
  readonly is_free: boolean | null;
}

/** Most requests end within a second, and whoever asks again too early is only told to wait again. */
const RETRY_AFTER_SECONDS = 1;

export function inProgress(resourceId: string | null): Claim {
  return { type: 'in_progress', retryAfterSeconds: RETRY_AFTER_SECONDS, resourceId };
}

/**
 * What a record that is not free means for another request with its key.
 *
 * @throws IdempotencyKeyReusedError when it belongs to a request of another kind or content
 */
export function judge(row: KeptRow, fingerprint: string): Claim {
  if (row.fingerprint !== fingerprint) throw new IdempotencyKeyReusedError();
  if (row.status === null) return inProgress(row.resource_id);
  return { type: 'replay', answer: { status: row.status, body: row.body }, resourceId: row.resource_id };
}
