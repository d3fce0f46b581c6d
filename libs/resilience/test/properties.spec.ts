import fc from 'fast-check';
import { Bulkhead } from '../src/bulkhead/bulkhead.js';
import { breakTimeMs } from '../src/circuit/break-time.js';
import { Probing } from '../src/circuit/probing.js';
import { resolveOptions } from '../src/options/resolve-options.js';
import { Backoff } from '../src/retry/backoff.js';
import { retryAfterMs } from '../src/retry/retry-after.js';
import { RetryBudget } from '../src/retry/retry-budget.js';
import { endingOf, fail, never, pipelineUnderTest } from './support/pipeline-under-test.js';

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const jitter = fc.constantFrom('decorrelated' as const, 'full' as const);

describe('whatever the numbers are', () => {
  it('a wait is neither negative nor longer than its limit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 1, max: 60_000 }),
        jitter,
        fc.array(chance, { minLength: 1, maxLength: 100 }),
        (baseDelayMs, extra, kind, chances) => {
          const maxDelayMs = baseDelayMs + extra;
          let draw = 0;
          const backoff = new Backoff(
            { baseDelayMs, maxDelayMs, jitter: kind },
            () => chances[draw++ % chances.length] ?? 0,
          );
          return chances.every(() => {
            const wait = backoff.next();
            return wait >= 0 && wait <= maxDelayMs;
          });
        },
      ),
    );
  });

  it('decorrelated waits double in the middle, as their source says', () => {
    const backoff = new Backoff({ baseDelayMs: 100, maxDelayMs: 1e9, jitter: 'decorrelated' }, () => 0.5);
    const waits = Array.from({ length: 12 }, () => backoff.next());
    for (let retry = 4; retry < waits.length; retry += 1)
      expect((waits[retry] ?? 0) / (waits[retry - 1] ?? 1)).toBeCloseTo(2, 1);
    expect(waits[0]).toBeGreaterThan(50);
    expect(waits[0]).toBeLessThan(150);
  });

  it('all waits and attempts of a call end before its total timeout', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 200, max: 3_000 }),
        jitter,
        chance,
        async (totalTimeoutMs, kind, luck) => {
          const { pipeline, clock, eventsOf } = pipelineUnderTest(
            {
              totalTimeoutMs,
              attemptTimeoutMs: 200,
              retry: { jitter: kind, baseDelayMs: 10, maxDelayMs: 100 },
              circuit: { mode: 'off' },
            },
            () => luck,
          );
          const call = endingOf(pipeline.execute(never, { repeatable: true }));
          let ended = false;
          void call.then(() => (ended = true));
          for (let step = 0; step < 100 && !ended; step += 1) {
            await clock.advance(50);
            await new Promise((resolve) => setTimeout(resolve, 1));
            await new Promise((resolve) => setTimeout(resolve, 1));
          }
          const [told] = eventsOf('call');
          expect(told?.durationMs).toBeLessThanOrEqual(totalTimeoutMs + 50);
        },
      ),
      { numRuns: 15 },
    );
  }, 30_000);

  it('a break is at least as long as asked for, grows with every failed round, and has a limit', () => {
    const { circuit } = resolveOptions('peer', {});
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000 }), chance, (failedProbes, luck) => {
        const breakMs = breakTimeMs(circuit, failedProbes, () => luck);
        return breakMs >= circuit.breakMs && breakMs <= circuit.maxBreakMs;
      }),
    );
    expect(breakTimeMs(circuit, 1, () => 0)).toBe(2 * circuit.breakMs);
    expect(breakTimeMs(circuit, 0, () => 0.999)).toBeLessThan(1.2 * circuit.breakMs);
  });

  it('there are never more probes under way than allowed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.constantFrom('begin', 'success', 'neutral')),
        (probes, steps) => {
          const probing = new Probing(probes);
          let underWay = 0;
          for (const step of steps) {
            if (step === 'begin') underWay += probing.begin() ? 1 : 0;
            else if (underWay > 0) {
              underWay -= 1;
              probing.end(step as 'success' | 'neutral');
            }
            if (underWay > probes) return false;
          }
          return true;
        },
      ),
    );
  });

  it('the bulkhead lets no more in than it has slots, queues no more than it has places, and is fair', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 0, max: 8 }),
        fc.array(fc.constantFrom('enter', 'leave', 'give up'), { maxLength: 200 }),
        (slots, queue, steps) => {
          const bulkhead = new Bulkhead({ slots, queue });
          const waiting: { number: number; leave: () => void }[] = [];
          const entered: number[] = [];
          let inside = 0;
          let number = 0;
          for (const step of steps) {
            if (step === 'enter') {
              const own = (number += 1);
              if (bulkhead.tryEnter()) inside += 1;
              else {
                const leave = bulkhead.wait(() => {
                  inside += 1;
                  entered.push(own);
                  waiting.splice(
                    waiting.findIndex((each) => each.number === own),
                    1,
                  );
                });
                expect(leave === undefined).toBe(waiting.length >= queue);
                if (leave !== undefined) waiting.push({ number: own, leave });
              }
            } else if (step === 'leave' && inside > 0) {
              inside -= 1;
              bulkhead.leave();
            } else if (step === 'give up') waiting.pop()?.leave();
            expect(inside).toBeLessThanOrEqual(slots);
            expect([bulkhead.inUse, bulkhead.queued]).toEqual([inside, waiting.length]);
          }
          expect(entered).toEqual(entered.toSorted((left, right) => left - right));
        },
      ),
    );
  });

  it('repetitions are never more than their share of the calls, or the few that are always allowed', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 5 }),
        fc.array(fc.constantFrom('call', 'end', 'retry', 'retry ends')),
        (ratio, minRetries, steps) => {
          const budget = new RetryBudget({ ratio, minRetries });
          let calls = 0;
          for (const step of steps) {
            if (step === 'call') {
              calls += 1;
              budget.callBegins();
            } else if (step === 'end' && calls > budget.retriesUnderWay) {
              calls -= 1;
              budget.callEnds();
            } else if (step === 'retry') {
              const before = budget.retriesUnderWay;
              const granted = budget.tryRetry();
              const allowed = Math.max(minRetries, Math.floor(ratio * calls));
              expect(granted).toBe(before < allowed);
            } else if (step === 'retry ends' && budget.retriesUnderWay > 0) budget.retryEnds();
          }
        },
      ),
    );
  });

  it('a Retry-After is a wait or nothing, never something that cannot be waited for', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.integer().map(String), fc.date().map(String), fc.constant(undefined)),
        (header) => {
          const wait = retryAfterMs(header, 1_700_000_000_000);
          return wait === undefined || (Number.isFinite(wait) && wait >= 0);
        },
      ),
    );
    expect(retryAfterMs('Wed, 21 Oct 2015 07:28:00 GMT', Date.UTC(2015, 9, 21, 7, 27, 30))).toBe(30_000);
    expect(retryAfterMs('Wed, 21 Oct 2015 07:28:00 GMT')).toBeUndefined();
    expect([retryAfterMs(' 120 '), retryAfterMs('0'), retryAfterMs('-1'), retryAfterMs('1.5', 0)]).toEqual([
      120_000,
      0,
      undefined,
      undefined,
    ]);
  });

  it('after any sequence of failing calls nothing is left under way', async () => {
    const { pipeline, clock } = pipelineUnderTest();
    for (let call = 0; call < 30; call += 1) await endingOf(pipeline.execute(fail));
    expect(pipeline.snapshot().bulkhead).toEqual({ inUse: 0, queued: 0 });
    expect(clock.pending).toBe(0);
  });
});
