import type { Database } from '@baluarte/persistence';

/** What the database would look like if the lease of a key had just run out. */
export async function letLeaseRunOut(database: Database, key: string): Promise<void> {
  await database.query("UPDATE idempotency_keys SET lease_until = now() - interval '1 ms' WHERE key = $1", [
    key,
  ]);
}

/** What the database would look like if a key had just expired. */
export async function expire(database: Database, key: string): Promise<void> {
  await database.query(
    "UPDATE idempotency_keys SET lease_until = now() - interval '1 ms', expires_at = now() - interval '1 ms' WHERE key = $1",
    [key],
  );
}
