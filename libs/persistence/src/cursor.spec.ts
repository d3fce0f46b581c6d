import fc from 'fast-check';
import { decodeCursor, encodeCursor, InvalidCursorError } from './cursor.js';

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
});
