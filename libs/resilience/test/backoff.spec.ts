import { Backoff, type BackoffOptions } from '../src/retry/backoff.js';

const DOUBLING_MS = [100, 200, 400, 800, 1_000, 1_000];

function waits(options: Partial<BackoffOptions>, luck: number, times: number): number[] {
  const backoff = new Backoff(
    { baseDelayMs: 100, maxDelayMs: 1_000, jitter: 'full', ...options },
    () => luck,
  );
  return Array.from({ length: times }, () => backoff.next());
}

describe('the waits between attempts', () => {
  it('with full jitter are any part of a delay that doubles up to the longest', () => {
    expect(waits({}, 0, 3)).toEqual([0, 0, 0]);
    expect(waits({}, 0.5, 6)).toEqual(DOUBLING_MS.map((delayMs) => delayMs / 2));
    expect(waits({}, 0.25, 6)).toEqual(DOUBLING_MS.map((delayMs) => delayMs / 4));
  });

  it('with decorrelated jitter come together to what their source says', () => {
    const source = (at: number) => (2 ** at * Math.tanh(Math.sqrt(4 * at)) * 100) / 1.4;
    for (const luck of [0, 0.3, 0.9]) {
      for (const times of [1, 2, 5]) {
        const together = waits({ jitter: 'decorrelated', maxDelayMs: 1e9 }, luck, times);
        expect(together.reduce((sum, wait) => sum + wait, 0)).toBeCloseTo(source(times - 1 + luck));
      }
    }
  });

  it('stay numbers that can be waited for, however many there are', () => {
    for (const jitter of ['full', 'decorrelated'] as const)
      for (const wait of waits({ jitter, maxDelayMs: 1e9 }, 0.5, 2_000)) {
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(1e9);
      }
  });
});
