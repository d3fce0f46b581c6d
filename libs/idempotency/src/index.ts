export type { Claim, ClaimRequest } from './claim.js';
export { fingerprint } from './fingerprint.js';
export {
  ClaimLostError,
  IdempotencyKeyInvalidError,
  IdempotencyKeyRequiredError,
  IdempotencyKeyReusedError,
  RequestInProgressError,
} from './idempotency-errors.js';
export type { IdempotencyOptions } from './idempotency-options.js';
export { IdempotencyStore } from './idempotency-store.js';
export { idempotencyMigrations } from './migrations.js';
export { parseIdempotencyKey } from './parse-idempotency-key.js';
export { RefusedBeforeError, refusalIn, refusalToStore } from './refused-before-error.js';
export type { StoredAnswer } from './stored-answer.js';
