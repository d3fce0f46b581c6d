import fc from 'fast-check';
import { AppError } from '@baluarte/errors';
import { IdempotencyKeyInvalidError, IdempotencyKeyRequiredError } from './idempotency-errors.js';
import { parseIdempotencyKey } from './parse-idempotency-key.js';

function keyOrCode(header: string): string {
  try {
    return parseIdempotencyKey(header);
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

describe('the Idempotency-Key header', () => {
  it.each([
    ['bare', 'abc-123', 'abc-123'],
    ['quoted, as the draft asks', '"abc 123"', 'abc 123'],
    ['quoted with escapes', '"a\\"b\\\\c"', 'a"b\\c'],
  ])('is read when it is %s', (_form, header, key) => expect(parseIdempotencyKey(header)).toBe(key));

  it('is read back from any form that a client may write it in', () => {
    const key = fc.string({
      unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
      minLength: 1,
      maxLength: 255,
    });
    fc.assert(
      fc.property(key, (value) => {
        const quoted = `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
        expect(parseIdempotencyKey(quoted)).toBe(value);
      }),
    );
  });

  it('is a key or an error of the contract, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (header) => {
        expect(keyOrCode(header)).toMatch(/^[\x20-\x7e]{1,255}$/);
      }),
    );
  });

  it.each([[undefined], [''], ['  ']])('is required: %p', (header) =>
    expect(() => parseIdempotencyKey(header)).toThrow(IdempotencyKeyRequiredError),
  );

  it.each([['"open'], ['""'], ['a'.repeat(256)], ['ключ'], ['a\u0000b'], [['a', 'b']]])(
    'is refused: %p',
    (header) => expect(() => parseIdempotencyKey(header)).toThrow(IdempotencyKeyInvalidError),
  );
});
