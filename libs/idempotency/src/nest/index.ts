export { answerAgain } from './answer-again.js';
export type { Reply } from './answer-again.js';
export { IdempotencyCleanup } from './idempotency-cleanup.js';
export type { IdempotencyCleanupOptions } from './idempotency-cleanup.js';
export { IdempotencyKey } from './idempotency-key.js';
