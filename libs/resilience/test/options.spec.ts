import fc from 'fast-check';
import { OPTION_ROWS } from '../src/options/option-rows.js';
import { ResilienceOptionsError, resolveOptions } from '../src/options/resolve-options.js';

function violationsOf(given: unknown): readonly string[] {
  try {
    resolveOptions('peer', given as never);
    return [];
  } catch (error) {
    if (error instanceof ResilienceOptionsError) return error.violations;
    throw error;
  }
}

describe('options of a dependency', () => {
  it('options out of their bounds are refused, each with its path and its value', () => {
    const numbers = Object.entries(OPTION_ROWS).filter(([, row]) => row.type === 'number');
    fc.assert(
      fc.property(fc.subarray(numbers, { minLength: 1 }), fc.boolean(), (wrong, above) => {
        const given: Record<string, Record<string, number> | number> = {};
        for (const [path, row] of wrong) {
          if (row.type !== 'number') continue;
          const value = above ? row.max + 1 : row.min - 1;
          const [group, name] = path.split('.') as [string, string?];
          if (name === undefined) given[group] = value;
          else given[group] = { ...(given[group] as Record<string, number> | undefined), [name]: value };
        }
        try {
          resolveOptions('peer', given);
          return false;
        } catch (error) {
          const { violations } = error as ResilienceOptionsError;
          return wrong.every(([path]) => violations.some((each) => each.startsWith(`${path} is `)));
        }
      }),
    );
  });

  it('options that are no options are refused, whatever they look like', () => {
    const refused = [
      null,
      5,
      [],
      'retry',
      { retry: [] },
      { retry: [3] },
      { retry: new Date(0) },
      { retry: new Map([['maxRetries', 3]]) },
      { retry: null },
      { retry: { maxRetries: [3] } },
      { retry: { jitter: 'some' } },
      { circuit: { mode: true } },
      { constructor: 5 },
      JSON.parse('{"__proto__": 5}') as object,
      JSON.parse('{"retry": {"__proto__": 5}}') as object,
    ];
    for (const given of refused)
      expect(() => resolveOptions('peer', given as never)).toThrow(ResilienceOptionsError);
  });

  it('what is no object is refused with what it is', () => {
    expect(violationsOf(null)).toEqual(['options are null, but must be an object']);
    expect(violationsOf(5)).toEqual(['options are 5, but must be an object']);
  });

  it('a text is no number, whatever it says', () => {
    expect(violationsOf({ totalTimeoutMs: '2000' })).toEqual([
      'totalTimeoutMs is 2000, but must be a number from 1 to 86400000 (ms)',
    ]);
  });

  it('what is undefined is not given', () => {
    const given = { totalTimeoutMs: undefined, retry: { maxRetries: undefined }, budget: undefined };
    expect(resolveOptions('peer', given as object)).toEqual(resolveOptions('peer', {}));
    expect(violationsOf({ nothing: undefined })).toEqual([]);
  });

  it('every mistake is told at once, those of kinds, bounds and names alike', () => {
    const given = {
      totalTimeoutMs: '3s',
      retry: { maxRetries: 1.5, attempts: 3 },
      circuit: { mode: 'maybe' },
    };
    const violations = () => {
      try {
        return resolveOptions('peer', given as never);
      } catch (error) {
        return (error as ResilienceOptionsError).violations;
      }
    };
    expect(violations()).toEqual([
      'totalTimeoutMs is 3s, but must be a number from 1 to 86400000 (ms)',
      'retry.maxRetries is 1.5, but must be a whole number from 0 to 20 (calls)',
      expect.stringMatching(/^retry\.attempts is not an option \(options are totalTimeoutMs, /),
      'circuit.mode is maybe, but must be one of on, dry_run, off',
    ]);
  });

  const rules: readonly (readonly [string, object, string])[] = [
    [
      'an attempt longer than the call',
      { attemptTimeoutMs: 3_001 },
      'attemptTimeoutMs (3001) is longer than totalTimeoutMs (3000)',
    ],
    [
      'a first wait longer than the longest',
      { retry: { maxRetries: 1, baseDelayMs: 300, maxDelayMs: 200 } },
      'retry.baseDelayMs (300) is longer than retry.maxDelayMs (200)',
    ],
    [
      'a least attempt longer than the longest',
      { retry: { minAttemptMs: 1_001 } },
      'retry.minAttemptMs (1001) is longer than attemptTimeoutMs (1000)',
    ],
    [
      'waits longer than the call',
      { retry: { maxRetries: 6 } },
      'the waits before 6 retries (about 3500 ms) are longer than totalTimeoutMs (3000)',
    ],
    [
      'a window shorter than two attempts',
      { circuit: { windowMs: 1_999 } },
      'circuit.windowMs (1999) is shorter than two attempts (attemptTimeoutMs is 1000)',
    ],
    [
      'a break longer than the longest',
      { circuit: { breakMs: 60_001 } },
      'circuit.breakMs (60001) is longer than circuit.maxBreakMs (60000)',
    ],
    [
      'a circuit that opens without a failure',
      { circuit: { failureRatio: 0 } },
      'circuit.failureRatio (0) would open the circuit without any failure',
    ],
    [
      'a circuit that opens without a slow call',
      { circuit: { slowCallRatio: 0 } },
      'circuit.slowCallRatio (0) would open the circuit without any slow call',
    ],
  ];

  it.each(rules)('refuse %s', (_name, given, violation) => {
    expect(violationsOf(given)).toEqual([violation]);
  });

  it('may go to the very limit of each rule', () => {
    expect(violationsOf({ attemptTimeoutMs: 3_000, circuit: { windowMs: 6_000 } })).toEqual([]);
    expect(violationsOf({ retry: { maxRetries: 1, baseDelayMs: 200, maxDelayMs: 200 } })).toEqual([]);
    expect(violationsOf({ retry: { minAttemptMs: 1_000 } })).toEqual([]);
    expect(violationsOf({ totalTimeoutMs: 3_500, retry: { maxRetries: 6 } })).toEqual([]);
    expect(violationsOf({ circuit: { breakMs: 60_000 } })).toEqual([]);
    expect(violationsOf({ circuit: { mode: 'off', windowMs: 100 } })).toEqual([]);
  });

  it('tell every broken rule at once, under the name of the dependency', () => {
    const wrong = { attemptTimeoutMs: 9_000, circuit: { failureRatio: 0, windowMs: 100 } };
    expect(violationsOf(wrong)).toHaveLength(3);
    expect(() => resolveOptions('payments', wrong)).toThrow(
      /^The resilience options of payments are wrong:\n {2}- attempt/,
    );
  });

  it('name the presets there are when there is none of that name', () => {
    expect(() => resolveOptions('peer', {}, 'fast' as never)).toThrow(
      'preset is fast, but must be one of demo, production, read-heavy, payment',
    );
  });
});
