import { randomUUID } from 'node:crypto';
import type { Queryable } from '@baluarte/persistence';
import { ClaimLostError, IdempotencyKeyReusedError } from './idempotency-errors.js';

/** The answer that a request got, kept for its repetitions. */
export interface StoredAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface IdempotencyOptions {
  /** Keys of different scopes never meet: the name of the operation. */
  readonly scope: string;
  /** How long an answer is kept, ms. Default 24 hours. */
  readonly expiresAfterMs?: number;
  /** How long a request may take before another one with its key takes over, ms. Default 30 000. */
  readonly leaseMs?: number;
}

/** One request among those with the same key. */
export interface ClaimRequest {
  readonly key: string;
  /** See `fingerprint`. */
  readonly fingerprint: string;
}

export type Claim =
  | { readonly type: 'claimed'; readonly holder: string; readonly resourceId: string | null }
  | { readonly type: 'replay'; readonly answer: StoredAnswer; readonly resourceId: string | null }
  | { readonly type: 'in_progress'; readonly retryAfterSeconds: number; readonly resourceId: string | null };

interface KeyRow {
  readonly fingerprint: string;
  readonly resource_id: string | null;
  readonly status: number | null;
  readonly body: unknown;
}

const DAY_MS = 86_400_000;

/** A free key becomes ours: a new one, an expired one, or one whose holder vanished without an answer. */
const CLAIM = `
  INSERT INTO idempotency_keys AS kept (scope, key, fingerprint, holder, lease_until, expires_at)
  VALUES ($1, $2, $3, $4, now() + make_interval(secs => $5), now() + make_interval(secs => $6))
  ON CONFLICT (scope, key) DO UPDATE SET
    fingerprint = excluded.fingerprint, holder = excluded.holder, lease_until = excluded.lease_until,
    expires_at = excluded.expires_at, status = NULL, body = NULL,
    resource_id = CASE WHEN kept.expires_at <= now() THEN NULL ELSE kept.resource_id END
  WHERE kept.expires_at <= now()
    OR (kept.status IS NULL AND kept.lease_until <= now() AND kept.fingerprint = excluded.fingerprint)
  RETURNING resource_id`;

const READ = `
  SELECT fingerprint, resource_id, status, body
  FROM idempotency_keys WHERE scope = $1 AND key = $2`;

/**
 * Remembers which requests were carried out, after the IETF draft "The Idempotency-Key HTTP Header Field".
 * Every method runs in the caller's transaction, so that a record is true exactly when its outcome is.
 */
export class IdempotencyStore {
  readonly #scope: string;
  readonly #expiresAfterMs: number;
  readonly #leaseMs: number;

  constructor({ scope, expiresAfterMs = DAY_MS, leaseMs = 30_000 }: IdempotencyOptions) {
    this.#scope = scope;
    this.#expiresAfterMs = expiresAfterMs;
    this.#leaseMs = leaseMs;
  }

  /**
   * Takes the key for this request, or says why not. Of any number of requests at once exactly one gets it.
   *
   * @throws IdempotencyKeyReusedError when the key belongs to another request
   */
  async claim(transaction: Queryable, { key, fingerprint }: ClaimRequest): Promise<Claim> {
    const holder = randomUUID();
    const [claimed] = await transaction.query<Pick<KeyRow, 'resource_id'>>(CLAIM, [
      this.#scope,
      key,
      fingerprint,
      holder,
      this.#leaseMs / 1_000,
      this.#expiresAfterMs / 1_000,
    ]);
    if (claimed !== undefined) return { type: 'claimed', holder, resourceId: claimed.resource_id };
    const [row] = await transaction.query<KeyRow>(READ, [this.#scope, key]);
    if (row === undefined) return this.claim(transaction, { key, fingerprint });
    if (row.fingerprint !== fingerprint) throw new IdempotencyKeyReusedError();
    return row.status === null
      ? { type: 'in_progress', retryAfterSeconds: 1, resourceId: row.resource_id }
      : { type: 'replay', answer: { status: row.status, body: row.body }, resourceId: row.resource_id };
  }

  /** Notes which resource the request is about, for whoever has to finish it. */
  async attach(transaction: Queryable, key: string, resourceId: string): Promise<void> {
    await transaction.query('UPDATE idempotency_keys SET resource_id = $3 WHERE scope = $1 AND key = $2', [
      this.#scope,
      key,
      resourceId,
    ]);
  }

  /**
   * Stores the answer; a later and better one (201 after 202) replaces it.
   *
   * @param holder when given, only that holder of the claim may store
   * @throws ClaimLostError when another request has taken the key over
   */
  async complete(transaction: Queryable, key: string, answer: StoredAnswer, holder?: string): Promise<void> {
    const stored = await transaction.query(
      `UPDATE idempotency_keys SET status = $3, body = $4, expires_at = now() + make_interval(secs => $5)
       WHERE scope = $1 AND key = $2 AND ($6::uuid IS NULL OR holder = $6::uuid) RETURNING 1`,
      [
        this.#scope,
        key,
        answer.status,
        JSON.stringify(answer.body),
        this.#expiresAfterMs / 1_000,
        holder ?? null,
      ],
    );
    if (holder !== undefined && stored.length === 0) throw new ClaimLostError();
  }

  /** Ends the claim without an answer, so that the next repetition goes on with the same resource at once. */
  async yield(transaction: Queryable, key: string, holder: string): Promise<void> {
    await transaction.query(
      `UPDATE idempotency_keys SET lease_until = now()
       WHERE scope = $1 AND key = $2 AND holder = $3::uuid AND status IS NULL`,
      [this.#scope, key, holder],
    );
  }

  /** Forgets the key, so that a repetition is a new request: a failed attempt is never replayed. */
  async release(transaction: Queryable, key: string, holder?: string): Promise<void> {
    await transaction.query(
      'DELETE FROM idempotency_keys WHERE scope = $1 AND key = $2 AND ($3::uuid IS NULL OR holder = $3::uuid)',
      [this.#scope, key, holder ?? null],
    );
  }

  /**
   * Removes keys that expired.
   *
   * @param limit rows at most, so that no transaction grows long
   * @returns how many there were
   */
  async removeExpired(database: Queryable, limit = 1_000): Promise<number> {
    const removed = await database.query(
      `DELETE FROM idempotency_keys WHERE (scope, key) IN (
         SELECT scope, key FROM idempotency_keys WHERE scope = $1 AND expires_at <= now()
         ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
      [this.#scope, limit],
    );
    return removed.length;
  }
}
