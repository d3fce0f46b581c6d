export { IdempotencyCleanup } from './idempotency-cleanup.js';
export type { IdempotencyCleanupOptions } from './idempotency-cleanup.js';
export { IdempotencyKey } from './idempotency-key.js';
