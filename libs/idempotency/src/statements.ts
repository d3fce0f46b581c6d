const IS_FREE = '(expires_at <= now() OR (status IS NULL AND lease_until <= now() AND fingerprint = $3))';

/**
 * A free key becomes ours: a new one, an expired one, or one whose holder vanished without an answer. The lock
 * is held until the transaction ends, and whoever does not get it at once need not wait: the key is being
 * claimed. Parameters: scope, key, fingerprint, holder, seconds of the lease, seconds until it expires.
 */
export const CLAIM = `
  WITH kept AS (
    SELECT fingerprint, resource_id, status, body, ${IS_FREE} AS is_free
    FROM idempotency_keys WHERE scope = $1 AND key = $2
  ), turn AS MATERIALIZED (
    SELECT pg_try_advisory_xact_lock(hashtextextended($1 || chr(10) || $2, 0)) AS is_ours
    WHERE NOT EXISTS (SELECT FROM kept WHERE NOT is_free)
  ), claimed AS (
    INSERT INTO idempotency_keys AS present (scope, key, fingerprint, holder, lease_until, expires_at)
    SELECT $1::text, $2::text, $3::text, $4::uuid,
      now() + make_interval(secs => $5), now() + make_interval(secs => $6)
    FROM turn WHERE is_ours
    ON CONFLICT (scope, key) DO UPDATE SET
      fingerprint = excluded.fingerprint, holder = excluded.holder, lease_until = excluded.lease_until,
      expires_at = excluded.expires_at, status = NULL, body = NULL,
      resource_id = CASE WHEN present.expires_at <= now() THEN NULL ELSE present.resource_id END
    WHERE present.expires_at <= now()
      OR (present.status IS NULL AND present.lease_until <= now() AND present.fingerprint = excluded.fingerprint)
    RETURNING resource_id
  )
  SELECT EXISTS (SELECT FROM claimed) AS is_claimed, (SELECT resource_id FROM claimed) AS claimed_resource_id, kept.*
  FROM (SELECT) AS always LEFT JOIN kept ON true`;

/** Parameters: scope, key, fingerprint. */
export const READ = `
  SELECT fingerprint, resource_id, status, body, ${IS_FREE} AS is_free
  FROM idempotency_keys WHERE scope = $1 AND key = $2`;

/** Parameters: scope, key, status, body, seconds until it expires, holder or null. */
export const COMPLETE = `
  UPDATE idempotency_keys SET status = $3, body = $4, expires_at = now() + make_interval(secs => $5)
  WHERE scope = $1 AND key = $2 AND ($6::uuid IS NULL OR holder = $6::uuid)
  RETURNING key`;

/** Parameters: scope, how many at most. */
export const REMOVE_EXPIRED = `
  DELETE FROM idempotency_keys WHERE (scope, key) IN (
    SELECT scope, key FROM idempotency_keys WHERE scope = $1 AND expires_at <= now()
    ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED)
  RETURNING key`;
