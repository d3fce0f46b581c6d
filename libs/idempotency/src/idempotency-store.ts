import { randomUUID } from 'node:crypto';
import type { Queryable } from '@baluarte/persistence';
import { inProgress, judge, type Claim, type ClaimRequest, type KeptRow } from './claim.js';
import { ClaimLostError } from './idempotency-errors.js';
import { completeIdempotencyOptions, type IdempotencyOptions } from './idempotency-options.js';
import { CLAIM, COMPLETE, READ, REMOVE_EXPIRED } from './statements.js';
import type { StoredAnswer } from './stored-answer.js';

type ClaimRow =
  | { readonly is_claimed: true; readonly claimed_resource_id: string | null }
  | ({ readonly is_claimed: false } & KeptRow);

/**
 * Remembers which requests were carried out, after the IETF draft "The Idempotency-Key HTTP Header Field".
 * Every method runs in the caller's transaction, so that a record is true exactly when its outcome is.
 */
export class IdempotencyStore {
  readonly #options: Required<IdempotencyOptions>;

  /** @throws RangeError that lists every option which is unknown or out of bounds */
  constructor(options: IdempotencyOptions) {
    this.#options = completeIdempotencyOptions(options);
  }

  /**
   * Takes the key for this request, or says why not. Of any number of requests at once exactly one gets it,
   * and none waits for another: a key that is claimed in a transaction which has not ended is in progress.
   *
   * @throws IdempotencyKeyReusedError when the key belongs to another request
   */
  async claim(transaction: Queryable, { key, fingerprint }: ClaimRequest): Promise<Claim> {
    const { scope, leaseMs, expiresAfterMs } = this.#options;
    const holder = randomUUID();
    const [asked] = await transaction.query<ClaimRow>(CLAIM, [
      ...[scope, key, fingerprint, holder],
      ...[leaseMs / 1_000, expiresAfterMs / 1_000],
    ]);
    if (asked?.is_claimed === true) return { type: 'claimed', holder, resourceId: asked.claimed_resource_id };
    if (asked?.is_free === false) return judge(asked, fingerprint);
    const [row] = await transaction.query<KeptRow>(READ, [scope, key, fingerprint]);
    return row?.is_free === false ? judge(row, fingerprint) : inProgress(null);
  }

  /** Notes which resource the request is about, for whoever has to finish it; in the transaction of the claim. */
  async attach(transaction: Queryable, key: string, resourceId: string): Promise<void> {
    await transaction.query('UPDATE idempotency_keys SET resource_id = $3 WHERE scope = $1 AND key = $2', [
      ...[this.#options.scope, key],
      resourceId,
    ]);
  }

  /**
   * Stores the answer; a later and better one (201 after 202) replaces it. Call it in the transaction of the
   * outcome: when it throws, the outcome must not become true either.
   *
   * @param holder when given, only that holder of the claim may store; without, it is stored for whoever
   *   holds the key, and for nobody when its record is gone
   * @throws ClaimLostError when `holder` has the key no longer
   */
  async complete(transaction: Queryable, key: string, answer: StoredAnswer, holder?: string): Promise<void> {
    const { scope, expiresAfterMs } = this.#options;
    const stored = await transaction.query(COMPLETE, [
      ...[scope, key, answer.status, JSON.stringify(answer.body ?? null)],
      ...[expiresAfterMs / 1_000, holder ?? null],
    ]);
    if (holder !== undefined && stored.length === 0) throw new ClaimLostError();
  }

  /** Ends the claim without an answer, so that the next repetition goes on with the same resource at once. */
  async yield(transaction: Queryable, key: string, holder: string): Promise<void> {
    await transaction.query(
      `UPDATE idempotency_keys SET lease_until = now()
       WHERE scope = $1 AND key = $2 AND holder = $3::uuid AND status IS NULL`,
      [this.#options.scope, key, holder],
    );
  }

  /**
   * Forgets the key, so that a repetition is a new request: a failed attempt is never replayed.
   *
   * @param holder when given, the key is left alone if another request has taken it over
   */
  async release(transaction: Queryable, key: string, holder?: string): Promise<void> {
    await transaction.query(
      'DELETE FROM idempotency_keys WHERE scope = $1 AND key = $2 AND ($3::uuid IS NULL OR holder = $3::uuid)',
      [this.#options.scope, key, holder ?? null],
    );
  }

  /**
   * Removes keys that expired, oldest first; many replicas may do it at once.
   *
   * @param limit rows at most, so that no transaction grows long. Default 1 000
   * @returns how many there were
   */
  async removeExpired(database: Queryable, limit = 1_000): Promise<number> {
    return (await database.query(REMOVE_EXPIRED, [this.#options.scope, limit])).length;
  }
}
