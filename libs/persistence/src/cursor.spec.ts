import fc from 'fast-check';
import { decodeCursor, encodeCursor, InvalidCursorError } from './cursor.js';
import { pageOf } from './page-of.js';

describe('a cursor', () => {
  it('comes back as it was given out', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer(), (text, number) => {
        fc.pre(!text.includes('\u0000'));
        expect(decodeCursor(encodeCursor([text, number]), ['string', 'number'])).toEqual([text, number]);
      }),
    );
  });

  it('is refused when it is anything else', () => {
    fc.assert(
      fc.property(fc.string(), (text) =>
        expect(() => decodeCursor(text, ['string', 'number'])).toThrow(InvalidCursorError),
      ),
    );
  });

  it('is refused when it belongs to another list', () => {
    expect(() => decodeCursor(encodeCursor(['a']), ['number'])).toThrow(InvalidCursorError);
    expect(() => decodeCursor(encodeCursor([1, 2]), ['number'])).toThrow(InvalidCursorError);
  });

  it.each([
    ['uuid', '0190c8e2-7a40-7b1c-8f0e-3d6f0a9b1c2d', 'not-a-uuid'],
    ['bigint', '9223372036854775807', '9223372036854775808'],
    ['bigint', '0', '01'],
    ['number', 1, 1.5],
    ['string', 'a', 'a\u0000'],
  ] as const)('holds for a %s column only what the column takes: %p, not %p', (type, good, bad) => {
    expect(decodeCursor(encodeCursor([good]), [type])).toEqual([good]);
    expect(() => decodeCursor(encodeCursor([bad]), [type])).toThrow(InvalidCursorError);
  });
});

describe('a page', () => {
  const keyOf = (row: number) => [row];

  it('ends with a cursor to its last row exactly when there are more', () => {
    expect(pageOf([1, 2, 3], 2, keyOf)).toEqual({ items: [1, 2], nextCursor: encodeCursor([2]) });
    expect(pageOf([1, 2], 2, keyOf)).toEqual({ items: [1, 2], nextCursor: null });
    expect(pageOf([], 2, keyOf)).toEqual({ items: [], nextCursor: null });
  });
});
