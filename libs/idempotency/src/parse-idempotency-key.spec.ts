import { fingerprint } from './fingerprint.js';
import { IdempotencyKeyInvalidError, IdempotencyKeyRequiredError } from './idempotency-errors.js';
import { parseIdempotencyKey } from './parse-idempotency-key.js';

describe('the Idempotency-Key header', () => {
  it.each([
    ['bare', 'abc-123', 'abc-123'],
    ['quoted, as the draft asks', '"abc 123"', 'abc 123'],
    ['quoted with escapes', '"a\\"b\\\\c"', 'a"b\\c'],
  ])('is read when it is %s', (_form, header, key) => expect(parseIdempotencyKey(header)).toBe(key));

  it.each([[undefined], [''], ['  ']])('is required: %p', (header) =>
    expect(() => parseIdempotencyKey(header)).toThrow(IdempotencyKeyRequiredError),
  );

  it.each([['"open'], ['""'], ['a'.repeat(256)], ['ключ'], ['a\u0000b'], [['a', 'b']]])(
    'is refused: %p',
    (header) => expect(() => parseIdempotencyKey(header)).toThrow(IdempotencyKeyInvalidError),
  );
});

describe('the fingerprint of a request', () => {
  it('does not depend on the order of keys and does on everything else', () => {
    const one = fingerprint('POST', '/orders', { a: 1, b: [{ c: 2, d: 3 }] });
    expect(fingerprint('POST', '/orders', { b: [{ d: 3, c: 2 }], a: 1 })).toBe(one);
    expect(fingerprint('POST', '/orders', { a: 1, b: [{ c: 2, d: 4 }] })).not.toBe(one);
    expect(fingerprint('POST', '/refunds', { a: 1, b: [{ c: 2, d: 3 }] })).not.toBe(one);
    expect(fingerprint('POST', '/x', [['a', 1]])).not.toBe(fingerprint('POST', '/x', ['a', 1]));
  });
});
