import { pauseMs } from './feed-pace.js';

const PACE = { intervalMs: 500, backoffMaxMs: 10_000 };

describe('the pause before the feed is read again', () => {
  it('is the interval as long as all is well', () => {
    expect(pauseMs(PACE, 0, () => 0.9)).toBe(500);
  });

  it('doubles with every failure in a row, up to its limit', () => {
    const longest = Array.from({ length: 7 }, (_, index) => pauseMs(PACE, index + 1, () => 1));
    expect(longest).toEqual([1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000]);
    expect(pauseMs(PACE, 1_000_000, () => 1)).toBe(10_000);
  });

  it('lies anywhere between half of that and all of it, so that replicas come back one by one', () => {
    expect(pauseMs(PACE, 2, () => 0)).toBe(1_000);
    expect(pauseMs(PACE, 2, () => 0.5)).toBe(1_500);
  });
});
