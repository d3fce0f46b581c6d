import { ManualClock } from '@baluarte/testing';
import { CLOSED_TO_CALLS, Circuit } from '../src/circuit/circuit.js';
import { resolveOptions } from '../src/options/resolve-options.js';
import { endingOf, failTimes, never, pipelineUnderTest, succeed } from './support/pipeline-under-test.js';

const BREAK_MS = 5_000;

/** A circuit that has opened, with its break over: the next call is a probe. */
async function afterTheBreak(options: object) {
  const given = resolveOptions('peer', { circuit: { minCalls: 1, breakMs: BREAK_MS, ...options } }).circuit;
  const clock = new ManualClock();
  const circuit = new Circuit(given, { clock, random: () => 0, onTransition: () => undefined });
  circuit.ended(circuit.enter(), 'failure', 0);
  await clock.advance(BREAK_MS);
  return { circuit, clock, given };
}

const isLetIn = (circuit: Circuit) => circuit.enter() !== CLOSED_TO_CALLS;

describe('while a dependency is tried out', () => {
  it('a judge that throws gives its probe back', async () => {
    const { pipeline, pass } = pipelineUnderTest({ circuit: { minCalls: 1, probes: 1 } });
    await failTimes(pipeline, 1);
    await pass(6_000);
    const throws = () => {
      throw new TypeError('a bug of the classifier');
    };
    const classifier = { value: throws, error: throws };
    expect(await endingOf(pipeline.execute(succeed, { classifier }))).toBe('TypeError');
    expect(await endingOf(pipeline.execute(succeed))).toBe('ok');
    expect(pipeline.snapshot().circuit.state).toBe('closed');
  });

  it('other options for something else leave the round as it is', async () => {
    const { pipeline, pass } = pipelineUnderTest({ circuit: { minCalls: 1, probes: 1 } });
    await failTimes(pipeline, 1);
    await pass(6_000);
    void pipeline.execute(never);
    pipeline.patch({ circuit: { breakMs: 4_000 } });
    expect(await endingOf(pipeline.execute(succeed))).toBe('CircuitOpenError');
  });

  it('another number of probes begins another round, in which the earlier ones have no say', async () => {
    const { circuit, given } = await afterTheBreak({ probes: 1 });
    const before = circuit.enter();
    circuit.change({ ...given, probes: 2 });
    circuit.ended(before, 'neutral', 0);
    expect([isLetIn(circuit), isLetIn(circuit), isLetIn(circuit)]).toEqual([true, true, false]);
  });

  it('probes that take longer than a break, and are not slow, close it though others want in', async () => {
    const { circuit, clock } = await afterTheBreak({ probes: 1, slowCallMs: 20_000 });
    const probe = circuit.enter();
    await clock.advance(BREAK_MS + 1_000);
    expect(isLetIn(circuit)).toBe(false);
    circuit.ended(probe, 'success', BREAK_MS + 1_000);
    expect(circuit.state).toBe('closed');
  });

  it('probes that never end make room for others when they would be too slow to count', async () => {
    const { circuit, clock } = await afterTheBreak({ probes: 1, slowCallMs: 1_000 });
    const hung = circuit.enter();
    await clock.advance(BREAK_MS - 1);
    expect(isLetIn(circuit)).toBe(false);
    await clock.advance(1);
    const probe = circuit.enter();
    expect(probe).not.toBe(CLOSED_TO_CALLS);
    circuit.ended(hung, 'failure', 0);
    expect(circuit.state).toBe('half_open');
    circuit.ended(probe, 'success', 0);
    expect(circuit.state).toBe('closed');
  });

  it('somebody who isolates it because it is tried out is heeded at once', async () => {
    const clock = new ManualClock();
    const { circuit: given } = resolveOptions('peer', { circuit: { minCalls: 1 } });
    const circuit: Circuit = new Circuit(given, {
      clock,
      random: () => 0,
      onTransition: (_from, to) => {
        if (to === 'half_open') circuit.isolate('not yet');
      },
    });
    circuit.ended(circuit.enter(), 'failure', 0);
    await clock.advance(5_000);
    expect(isLetIn(circuit)).toBe(false);
    expect(circuit.state).toBe('open');
  });
});
