import fc from 'fast-check';
import { CLOSED_TO_CALLS, Circuit } from '../src/circuit/circuit.js';
import type { CircuitOptions } from '../src/circuit/circuit-options.js';
import type { Isolation } from '../src/circuit/isolations.js';
import type { Clock } from '../src/clock.js';
import { resolveOptions } from '../src/options/resolve-options.js';
import { CircuitAutomaton, type Outcome } from './support/circuit-automaton.js';

const SLOW_MS = 1_000;
const OPTIONS: CircuitOptions = resolveOptions('peer', {
  circuit: {
    minCalls: 4,
    failureRatio: 0.5,
    slowCallMs: SLOW_MS,
    slowCallRatio: 0.75,
    windowMs: 10_000,
    breakMs: 5_000,
    maxBreakMs: 40_000,
    probes: 2,
  },
}).circuit;

/** The circuit, the automaton, and what is under way in both. */
class Both {
  nowMs = 0;
  /** A circuit sets no timer. */
  readonly clock: Clock = {
    now: () => this.nowMs,
    setTimer: () => {
      throw new Error('A circuit needs no timer.');
    },
  };
  readonly automaton = new CircuitAutomaton(OPTIONS, this.clock.now);
  readonly transitions: string[] = [];
  readonly circuit = new Circuit(OPTIONS, {
    clock: this.clock,
    random: () => 0,
    onTransition: (from, to) => this.transitions.push(`${from} to ${to}`),
  });
  readonly calls: { epoch: number; generation: number }[] = [];
  readonly isolations: Isolation[] = [];
  options = OPTIONS;
}

type Model = object;
type Command = fc.Command<Model, Both>;

function command(name: string, run: (both: Both) => void): Command {
  return {
    check: () => true,
    run: (_model, both) => {
      run(both);
      expect(both.circuit.state).toBe(both.automaton.state);
      expect(both.circuit.counts).toEqual(both.automaton.counts);
    },
    toString: () => name,
  };
}

const begin = command('begin', ({ circuit, automaton, calls }) => {
  const epoch = circuit.enter();
  const isAdmitted = automaton.enter();
  expect(epoch !== CLOSED_TO_CALLS).toBe(isAdmitted);
  if (isAdmitted) calls.push({ epoch, generation: automaton.generation });
});

const end = (which: number, outcome: Outcome, durationMs: number) =>
  command(`end ${which} as ${outcome} after ${durationMs}`, ({ circuit, automaton, calls }) => {
    const [call] = calls.splice(which % Math.max(1, calls.length), 1);
    if (call === undefined) return;
    circuit.ended(call.epoch, outcome, durationMs);
    automaton.end(call.generation, outcome, durationMs);
  });

const pass = (ms: number) => command(`pass ${ms}`, (both) => void (both.nowMs += ms));

const isolate = command('isolate', ({ circuit, automaton, isolations }) => {
  isolations.push(circuit.isolate('by hand'));
  automaton.isolate();
});

const release = command('release', ({ automaton, isolations }) => {
  const isolation = isolations.pop();
  if (isolation === undefined) return;
  isolation.release();
  isolation.release();
  automaton.release();
});

const change = (patch: Partial<CircuitOptions>) =>
  command(`change ${JSON.stringify(patch)}`, (both) => {
    both.options = { ...both.options, ...patch };
    both.circuit.change(both.options);
    both.automaton.change(both.options);
  });

const OUTCOMES: readonly Outcome[] = ['success', 'failure', 'failure', 'neutral'];
const patch: fc.Arbitrary<Partial<CircuitOptions>> = fc.oneof(
  fc.record({ probes: fc.constantFrom(1, 2, 3) }),
  fc.record({ minCalls: fc.constantFrom(2, 4, 6) }),
  fc.record({ breakMs: fc.constantFrom(2_000, 5_000) }),
  fc.record({ slowCallRatio: fc.constantFrom(0.5, 0.75) }),
  fc.record({ failureRatio: fc.constantFrom(0.3, 0.5, 1) }),
  fc.record({ windowMs: fc.constantFrom(5_000, 10_000) }),
);
const ending = fc
  .tuple(fc.nat(30), fc.constantFrom(...OUTCOMES), fc.constantFrom(0, 0, SLOW_MS - 1, SLOW_MS))
  .map((words) => end(...words));

/** What comes more often stands more often. */
const commands = fc.commands(
  [
    fc.constant(begin),
    fc.constant(begin),
    fc.constant(begin),
    ending,
    ending,
    ending,
    fc.constantFrom(1, 500, 999, 1_000, 4_999, 5_000, 10_000).map(pass),
    fc.nat(7_000).map(pass),
    fc.constant(isolate),
    fc.constant(release),
    fc.constant(release),
    patch.map(change),
  ],
  { maxCommands: 150, size: 'max' },
);

const settings = { numRuns: 200 };

describe('the circuit and an automaton that says what it should do', () => {
  it('agree after any sequence of calls, endings, time, hands and other options', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(commands, (steps) => {
        const both = new Both();
        fc.modelRun(() => ({ model: {}, real: both }), steps);
        for (const transition of both.transitions) seen.add(transition);
      }),
      settings,
    );
    expect([...seen].toSorted()).toEqual([
      'closed to open',
      'half_open to closed',
      'half_open to open',
      'open to half_open',
    ]);
  }, 30_000);
});
