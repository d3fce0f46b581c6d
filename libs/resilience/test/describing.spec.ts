import { circuitLine, describePolicies } from '../src/describe-policies.js';
import { resolveOptions } from '../src/options/resolve-options.js';

describe('the policies in words', () => {
  it('stand in their order, with their numbers', () => {
    const options = {
      totalTimeoutMs: 4_000,
      attemptTimeoutMs: 900,
      bulkhead: { slots: 7, queue: 8 },
      retry: { maxRetries: 2, baseDelayMs: 50, maxDelayMs: 600, jitter: 'full' },
      budget: { ratio: 0.155, minRetries: 4 },
      circuit: { failureRatio: 0.3, minCalls: 12, windowMs: 9_000, breakMs: 1_500, probes: 5 },
    } as const;
    expect(describePolicies(resolveOptions('peer', options))).toEqual([
      'deadline of the caller',
      'total timeout 4000 ms',
      'bulkhead 7 slots, queue 8',
      'retry 2 times, 50 to 600 ms, full jitter',
      'retry budget 16 %, at least 4',
      'circuit breaker at 30 % of at least 12 calls in 9000 ms, open 1500 ms, then 5 probes',
      'attempt timeout 900 ms',
    ]);
  });

  it('say so when the circuit breaker turns nothing away', () => {
    const lineOf = (mode: 'dry_run' | 'off') =>
      circuitLine(resolveOptions('peer', { circuit: { mode } }).circuit);
    expect(lineOf('off')).toBe('circuit breaker off');
    expect(lineOf('dry_run')).toMatch(/^circuit breaker \(dry run\) at 50 % of at least 10 calls in /);
  });
});
