import { Backoff } from './backoff.js';

describe('Backoff', () => {
  it('doubles its waits up to the longest', () => {
    const backoff = new Backoff({ firstMs: 100, longestMs: 500, random: () => 0.999_999 });
    expect([1, 2, 3, 4, 5].map(() => backoff.nextMs())).toEqual([100, 200, 400, 500, 500]);
  });

  it('shortens a wait by at most half', () => {
    expect(new Backoff({ firstMs: 100, random: () => 0 }).nextMs()).toBe(50);
  });

  it('begins again with the first wait after a reset', () => {
    const backoff = new Backoff({ firstMs: 100, random: () => 0 });
    backoff.nextMs();
    backoff.nextMs();
    backoff.reset();
    expect(backoff.nextMs()).toBe(50);
  });
});
