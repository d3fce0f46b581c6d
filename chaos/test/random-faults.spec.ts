import { chooseFaults } from '../src/soak/random-faults.js';

function first(count: number, seed: number): string[] {
  const faults = chooseFaults(seed);
  return Array.from({ length: count }, () => {
    const { words, lastsMs, pauseMs } = faults.next().value;
    return `${words} for ${lastsMs} ms, then ${pauseMs} ms`;
  });
}

describe('the faults of a soak', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(first(50, 7)).toEqual(first(50, 7));
    expect(first(50, 7)).not.toEqual(first(50, 8));
  });

  it('kill every service within twenty faults', () => {
    const killed = first(20, 1).flatMap((words) => /kill -9 ([\w-]+)/.exec(words)?.[1] ?? []);
    expect(killed).toEqual(['orders', 'payments', 'stock', 'recommendations', 'psp-simulator']);
  });

  it('cut, slow and damage edges and databases', () => {
    const words = first(300, 3).join('\n');
    for (const kind of [
      'is down',
      'latency',
      'timeout',
      'reset_peer',
      'bandwidth',
      'limit_data',
      'slicer',
      'are cut',
      '_postgres',
      'payments_psp',
    ])
      expect(words).toContain(kind);
  });
});
