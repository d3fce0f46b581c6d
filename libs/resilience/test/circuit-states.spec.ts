import { jest } from '@jest/globals';
import { ManualClock } from '@baluarte/testing';
import { breakTimeMs } from '../src/circuit/break-time.js';
import { CallWindow } from '../src/circuit/call-window.js';
import { CLOSED_TO_CALLS, Circuit } from '../src/circuit/circuit.js';
import type { CircuitOptions } from '../src/circuit/circuit-options.js';
import { Isolations } from '../src/circuit/isolations.js';
import { resolveOptions } from '../src/options/resolve-options.js';

const BREAK_MS = 5_000;

function circuitUnderTest(options: Partial<CircuitOptions> = {}, random = () => 0) {
  const given = resolveOptions('peer', { circuit: { minCalls: 1, breakMs: BREAK_MS, ...options } }).circuit;
  const clock = new ManualClock();
  const transitions: string[] = [];
  const circuit = new Circuit(given, {
    clock,
    random,
    onTransition: (_from, to, reason) => transitions.push(`${to}: ${reason}`),
  });
  const ended = (outcome: 'success' | 'failure', durationMs = 0) =>
    circuit.ended(circuit.enter(), outcome, durationMs);
  return { circuit, clock, given, transitions, ended };
}

describe('the states of a circuit', () => {
  it('a call that failed and was slow opens it once, with one draw of chance', () => {
    const draws = [0, 0.5];
    const { circuit, ended, transitions } = circuitUnderTest({ slowCallMs: 300 }, () => draws.shift() ?? 1);
    ended('failure', 300);
    expect(transitions).toEqual(['open: failures']);
    expect([circuit.shutForMs, draws]).toEqual([BREAK_MS, [0.5]]);
  });

  it('a break is longer by what chance adds to it, and never longer than the longest', () => {
    const { given } = circuitUnderTest({ maxBreakMs: 20_000 });
    expect(breakTimeMs(given, 0, () => 0.5)).toBeCloseTo(1.1 * BREAK_MS);
    expect(breakTimeMs(given, 1, () => 0.5)).toBeCloseTo(2.2 * BREAK_MS);
    expect(breakTimeMs(given, 2, () => 0.5)).toBe(20_000);
  });

  it('one that is isolated is shut for nobody knows how long', () => {
    for (const mode of ['on', 'dry_run', 'off'] as const) {
      const { circuit } = circuitUnderTest({ mode });
      const isolation = circuit.isolate('by hand');
      expect(circuit.shutForMs).toBe(Infinity);
      isolation.release();
      expect(circuit.shutForMs).toBe(0);
    }
  });

  it('one that rejects nothing is never shut', () => {
    const { circuit, ended } = circuitUnderTest({ mode: 'dry_run' });
    ended('failure');
    expect([circuit.state, circuit.shutForMs]).toEqual(['open', 0]);
  });

  it('one that has recovered has forgotten what it counted', async () => {
    const { circuit, clock, ended } = circuitUnderTest({ probes: 1, windowMs: 60_000, minCalls: 2 });
    ended('failure');
    ended('failure');
    expect(circuit.counts).toEqual({ calls: 2, failures: 2, slow: 0 });
    await clock.advance(BREAK_MS);
    ended('success');
    expect(circuit.state).toBe('closed');
    expect(circuit.counts).toEqual({ calls: 0, failures: 0, slow: 0 });
  });

  it.each([{ windowMs: 20_000 }, { failureRatio: 0.9 }, { minCalls: 20 }, { slowCallRatio: 0.9 }])(
    'counts anew with %j',
    (other) => {
      const { circuit, given, ended } = circuitUnderTest({ minCalls: 10 });
      ended('success');
      circuit.change({ ...given, breakMs: 1_000 });
      expect(circuit.counts.calls).toBe(1);
      circuit.change({ ...given, ...other });
      expect(circuit.counts.calls).toBe(0);
    },
  );

  it('one that is switched off while it is open lets everything through, and is open when it is on again', () => {
    const { circuit, given, ended, transitions } = circuitUnderTest();
    ended('failure');
    circuit.change({ ...given, mode: 'off' });
    for (let call = 0; call < 5; call += 1) {
      const epoch = circuit.enter();
      expect(epoch).not.toBe(CLOSED_TO_CALLS);
      circuit.ended(epoch, 'success', 0);
    }
    circuit.change(given);
    expect(circuit.enter()).toBe(CLOSED_TO_CALLS);
    expect(transitions).toEqual(['open: failures']);
  });

  it('a probe that ended while it was off leaves its place to another one when it is on again', async () => {
    const { circuit, clock, given, ended } = circuitUnderTest({ probes: 1 });
    ended('failure');
    await clock.advance(BREAK_MS);
    const probe = circuit.enter();
    circuit.change({ ...given, mode: 'off' });
    circuit.ended(probe, 'success', 0);
    circuit.change(given);
    expect(circuit.state).toBe('half_open');
    expect(circuit.enter()).not.toBe(CLOSED_TO_CALLS);
  });
});

describe('isolations', () => {
  it('are told when the first one comes and when the last one has gone', () => {
    const told: string[] = [];
    const isolations = new Isolations((isIsolated, reason) => told.push(`${isIsolated} ${reason}`));
    const first = isolations.add('INC-1');
    const second = isolations.add('INC-2');
    first.release();
    expect([isolations.isAny, first.reason]).toEqual([true, 'INC-1']);
    second.release();
    second.release();
    expect(isolations.isAny).toBe(false);
    expect(told).toEqual(['true isolated: INC-1', 'false released: INC-2']);
  });
});

describe('the window of recent calls', () => {
  it('forgets nothing early where its buckets have no exact length', async () => {
    const { circuit: options } = resolveOptions('peer', { attemptTimeoutMs: 50, circuit: { windowMs: 103 } });
    const clock = new ManualClock();
    const window = new CallWindow(options, clock, () => undefined);
    // As a number, 17 buckets of 10.3 ms end a hair after this moment.
    await clock.advance(175.1);
    window.succeeded();
    expect(window.counts.calls).toBe(1);
    await clock.advance(9.5 * 10.3);
    expect(window.counts.calls).toBe(1);
    await clock.advance(10.3);
    expect(window.counts.calls).toBe(0);
  });

  it('sets no timer, and opossum none for it', () => {
    const timers = [jest.spyOn(globalThis, 'setTimeout'), jest.spyOn(globalThis, 'setInterval')];
    try {
      const { circuit: options } = resolveOptions('peer', { circuit: { minCalls: 2 } });
      let isTooMuch = false;
      const window = new CallWindow(options, new ManualClock(), () => (isTooMuch = true));
      window.succeeded();
      window.failed();
      expect(isTooMuch).toBe(true);
      for (const timer of timers) expect(timer).not.toHaveBeenCalled();
    } finally {
      for (const timer of timers) timer.mockRestore();
    }
  });
});
