export { fingerprint } from './fingerprint.js';
export {
  ClaimLostError,
  IdempotencyKeyInvalidError,
  IdempotencyKeyRequiredError,
  IdempotencyKeyReusedError,
  RequestInProgressError,
} from './idempotency-errors.js';
export { IdempotencyStore } from './idempotency-store.js';
export type { Claim, ClaimRequest, IdempotencyOptions, StoredAnswer } from './idempotency-store.js';
export { idempotencyMigrations } from './migrations.js';
export { parseIdempotencyKey } from './parse-idempotency-key.js';
