import { ManualClock } from '@baluarte/testing';
import fc from 'fast-check';
import { CLOSED_TO_CALLS, Circuit } from '../src/circuit/circuit.js';
import { resolveOptions } from '../src/options/resolve-options.js';

const OPTIONS = resolveOptions('peer', {
  circuit: {
    minCalls: 4,
    failureRatio: 0.5,
    windowMs: 10_000,
    breakMs: 5_000,
    maxBreakMs: 40_000,
    probes: 2,
  },
}).circuit;
const BUCKET_MS = OPTIONS.windowMs / 10;

interface Call {
  readonly epoch: number;
  readonly generation: number;
}

/** What the circuit should do, written as plainly as possible: every call is remembered with its bucket. */
class Automaton {
  state: 'closed' | 'open' | 'half_open' = 'closed';
  generation = 0;
  ended: { bucket: number; failed: boolean }[] = [];
  openUntil = 0;
  failedRounds = 0;
  out = 0;
  good = 0;
  since = 0;

  constructor(private readonly now: () => number) {}

  private become(state: Automaton['state']) {
    this.state = state;
    this.generation += 1;
  }

  enter(): boolean {
    if (this.state === 'closed') return true;
    if (this.state === 'open') {
      if (this.now() < this.openUntil) return false;
      this.become('half_open');
      this.round();
    }
    if (this.out + this.good >= OPTIONS.probes) {
      if (this.now() - this.since < OPTIONS.breakMs) return false;
      this.generation += 1;
      this.round();
    }
    this.out += 1;
    return true;
  }

  private round() {
    this.out = 0;
    this.good = 0;
    this.since = this.now();
  }

  end(generation: number, outcome: 'success' | 'failure' | 'neutral') {
    if (generation !== this.generation) return;
    if (this.state === 'half_open') {
      this.out -= 1;
      if (outcome === 'failure') {
        this.failedRounds += 1;
        this.open();
      } else if (outcome === 'success' && (this.good += 1) >= OPTIONS.probes) {
        this.failedRounds = 0;
        this.ended = [];
        this.become('closed');
        this.origin = this.now();
      }
    } else if (outcome !== 'neutral') {
      this.ended.push({ bucket: this.bucket(), failed: outcome === 'failure' });
      const recent = this.ended.filter(({ bucket }) => bucket > this.bucket() - 10);
      const failures = recent.filter(({ failed }) => failed).length;
      const isTooMuch = recent.length >= OPTIONS.minCalls && failures / recent.length >= OPTIONS.failureRatio;
      if (outcome === 'failure' && isTooMuch) this.open();
    }
  }

  private origin = 0;

  private bucket() {
    return Math.floor((this.now() - this.origin) / BUCKET_MS);
  }

  private open() {
    this.openUntil = this.now() + Math.min(OPTIONS.maxBreakMs, OPTIONS.breakMs * 2 ** this.failedRounds);
    this.become('open');
  }
}

type Step =
  | { readonly do: 'begin' }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'end'; readonly which: number; readonly outcome: 'success' | 'failure' | 'neutral' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Step>({ do: 'begin' }) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 7_000 }).map((ms): Step => ({ do: 'pass', ms })) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('end' as const),
      which: fc.nat(100),
      outcome: fc.constantFrom(
        'success' as const,
        'failure' as const,
        'failure' as const,
        'neutral' as const,
      ),
    }),
  },
);

describe('the circuit and an automaton that says what it should do', () => {
  it('agree after any sequence of calls, endings and time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 120 }), async (steps) => {
        const clock = new ManualClock();
        const circuit = new Circuit(OPTIONS, {
          clock,
          random: () => 0,
          onTransition: () => undefined,
        });
        const automaton = new Automaton(() => clock.now());
        const calls: Call[] = [];
        for (const each of steps) {
          if (each.do === 'pass') await clock.advance(each.ms);
          else if (each.do === 'begin') {
            const epoch = circuit.enter();
            const admitted = automaton.enter();
            expect(epoch !== CLOSED_TO_CALLS).toBe(admitted);
            if (admitted) calls.push({ epoch, generation: automaton.generation });
          } else if (calls.length > 0) {
            const [call] = calls.splice(each.which % calls.length, 1);
            circuit.ended(call?.epoch ?? 0, each.outcome, 1);
            automaton.end(call?.generation ?? 0, each.outcome);
          }
          expect(circuit.state).toBe(automaton.state);
        }
      }),
      { numRuns: 200 },
    );
  });
});
