import { readTimeoutHeader } from '../src/deadline/timeout-header.js';

describe('the header that says how long the sender waits', () => {
  it('is a number of milliseconds, at most a day', () => {
    expect(['0', '1500', '86400000'].map(readTimeoutHeader)).toEqual([0, 1_500, 86_400_000]);
    expect(['86400001', '999999999999'].map(readTimeoutHeader)).toEqual([86_400_000, 86_400_000]);
  });

  it('says nothing when it is anything else', () => {
    const values = [
      '',
      ' 5',
      '5 ',
      'x5',
      '5x',
      '-1',
      '1.5',
      '1e3',
      '1000000000000',
      1_500,
      ['1500'],
      undefined,
    ];
    for (const value of values) expect(readTimeoutHeader(value)).toBeUndefined();
  });
});
