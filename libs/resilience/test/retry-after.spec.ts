import { retryAfterMs } from '../src/retry/retry-after.js';

const NOW_MS = Date.UTC(1994, 10, 6, 8, 49, 7);

describe('a Retry-After', () => {
  it('is a date in any form that HTTP knows, and always GMT', () => {
    const dates = [
      'Sun, 06 Nov 1994 08:49:37 GMT',
      'Sunday, 06-Nov-94 08:49:37 GMT',
      'Sun Nov  6 08:49:37 1994',
    ];
    expect(dates.map((date) => retryAfterMs(date, NOW_MS))).toEqual([30_000, 30_000, 30_000]);
  });

  it('is no wait when its date is over', () => {
    expect(retryAfterMs('Sun, 06 Nov 1994 08:49:37 GMT', NOW_MS + 60_000)).toBe(0);
  });

  it('is nothing when something stands before or after it, or when it is no date', () => {
    const others = [
      'in Sun, 06 Nov 1994 08:49:37 GMT',
      'Sun, 99 Nov 1994 08:49:37 GMT',
      'Sun, then',
      '5 s',
      'x5',
      '1234567890',
      '',
    ];
    for (const other of others) expect(retryAfterMs(other, NOW_MS)).toBeUndefined();
    expect(retryAfterMs(5, NOW_MS)).toBeUndefined();
  });

  it('in seconds needs no time of day', () => {
    expect([retryAfterMs('120'), retryAfterMs(' 999999999 ')]).toEqual([120_000, 999_999_999_000]);
  });
});
