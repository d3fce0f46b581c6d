import { IdempotencyKeyInvalidError, IdempotencyKeyRequiredError } from './idempotency-errors.js';

const BARE = /^[\x21\x23-\x5B\x5D-\x7E][\x20-\x7E]{0,254}$/;
const QUOTED = /^"((?:[\x20-\x21\x23-\x5B\x5D-\x7E]|\\["\\]){1,255})"$/;

/**
 * The key of an `Idempotency-Key` header: a string item of RFC 9651 in double quotes, as the IETF draft asks,
 * or the same without quotes, as most clients send it.
 *
 * @throws IdempotencyKeyRequiredError without the header; IdempotencyKeyInvalidError for anything else
 */
export function parseIdempotencyKey(header: string | readonly string[] | undefined): string {
  if (header === undefined) throw new IdempotencyKeyRequiredError();
  if (typeof header !== 'string') throw new IdempotencyKeyInvalidError();
  const value = header.trim();
  if (value === '') throw new IdempotencyKeyRequiredError();
  const quoted = QUOTED.exec(value)?.[1];
  if (quoted !== undefined) return quoted.replaceAll(/\\(["\\])/g, '$1');
  if (!BARE.test(value)) throw new IdempotencyKeyInvalidError();
  return value;
}
