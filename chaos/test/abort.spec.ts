import { Evidence, type Sample } from '@baluarte/chaos';
import { whenNobodyAnswers } from '../src/experiments/defaults.js';
import { EXPERIMENTS } from '../src/experiments/index.js';

const sample = (atMs: number, status: number): Sample => ({
  traffic: 'orders',
  atMs,
  durationMs: 1,
  status,
  keepsContract: true,
});

function evidence(statuses: readonly number[]): Evidence {
  const times = { faultAtMs: 0, rolledBackAtMs: 10_000, endedAtMs: 10_000 };
  return new Evidence(
    statuses.map((status, index) => sample(index, status)),
    [],
    times,
  );
}

describe('the abort condition of the experiments', () => {
  it('is there in each of them', () => {
    for (const { abortWhen } of EXPERIMENTS) expect(abortWhen).toBe(whenNobodyAnswers);
  });

  it('is met when most of the last requests got no answer at all', () => {
    const silent = [...Array.from({ length: 40 }, () => 200), ...Array.from({ length: 16 }, () => 0)];
    expect(whenNobodyAnswers(evidence(silent))).toBe('16 of the last 30 requests got no answer at all');
  });

  it('is not met by failures that are answered, nor by a few requests', () => {
    expect(whenNobodyAnswers(evidence(Array.from({ length: 60 }, () => 503)))).toBeUndefined();
    expect(whenNobodyAnswers(evidence(Array.from({ length: 20 }, () => 0)))).toBeUndefined();
  });
});
