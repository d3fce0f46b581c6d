import { ManualClock } from '@baluarte/testing';
import { CircuitGuard, type CircuitGuardOptions } from '../src/circuit/circuit-guard.js';
import { EventStream } from '../src/event-stream.js';
import type { ResilienceEvent } from '../src/events.js';
import { UnobservedEvents } from './support/unobserved-events.js';
import { endingOf, fail, never, succeed } from './support/pipeline-under-test.js';

const BREAK_MS = 5_000;
const anyIsAFailure = () => 'failure' as const;

function guardUnderTest(options: CircuitGuardOptions = {}, random = () => 0) {
  const clock = new ManualClock();
  const events = new EventStream();
  const told: ResilienceEvent[] = [];
  events.subscribe((event) => told.push(event));
  const given = { minCalls: 1, breakMs: BREAK_MS, ...options };
  const guard = new CircuitGuard('postgres', anyIsAFailure, given, { clock, random, events });
  const rejection = () => guard.run(succeed).catch((error: unknown) => error);
  return { guard, clock, told, rejection };
}

describe('a circuit around a client with timeouts of its own', () => {
  it('opens by the numbers it was given, and says whether it means it', async () => {
    for (const mode of ['on', 'dry_run'] as const) {
      const { guard, clock, told } = guardUnderTest({ mode, minCalls: 3 });
      await clock.advance(700);
      for (let call = 0; call < 2; call += 1) await endingOf(guard.run(fail));
      expect(guard.snapshot().circuit.state).toBe('closed');
      await endingOf(guard.run(fail));
      expect(told).toEqual([
        {
          type: 'transition',
          dependency: 'postgres',
          operation: '',
          at: 700,
          from: 'closed',
          to: 'open',
          reason: 'failures',
          dryRun: mode === 'dry_run',
        },
      ]);
    }
  });

  it('says with a rejection when to come back, and tells it', async () => {
    const { guard, clock, told, rejection } = guardUnderTest();
    await endingOf(guard.run(fail));
    await clock.advance(1_000);
    expect(await rejection()).toMatchObject({ dependency: 'postgres', retryAfterMs: BREAK_MS - 1_000 });
    expect(told.at(-1)).toEqual({
      type: 'rejection',
      dependency: 'postgres',
      operation: '',
      at: 1_000,
      by: 'circuit',
      retryAfterMs: BREAK_MS - 1_000,
    });
  });

  it('says nothing of when to come back where nobody knows: by hand, or while it is tried out', async () => {
    const byHand = guardUnderTest();
    byHand.guard.isolate('maintenance');
    expect(await byHand.rejection()).toMatchObject({ by: 'circuit', retryAfterMs: undefined });
    expect(byHand.told.at(-1)).not.toHaveProperty('retryAfterMs');

    const probing = guardUnderTest({ probes: 1 });
    await endingOf(probing.guard.run(fail));
    await probing.clock.advance(BREAK_MS);
    void probing.guard.run(never);
    expect(probing.guard.snapshot().circuit.state).toBe('half_open');
    expect(await probing.rejection()).toMatchObject({ by: 'circuit', retryAfterMs: undefined });
    expect(probing.told.at(-1)).not.toHaveProperty('retryAfterMs');
  });

  it('counts what is under way, whichever way it ends', async () => {
    const { guard } = guardUnderTest({ mode: 'off' });
    let finish = (): void => undefined;
    const first = guard.run(() => new Promise<void>((resolve) => (finish = resolve)));
    void guard.run(never);
    expect(guard.snapshot().bulkhead).toEqual({ inUse: 2, queued: 0 });
    finish();
    await first;
    await endingOf(guard.run(fail));
    expect(guard.snapshot().bulkhead).toEqual({ inUse: 1, queued: 0 });
  });

  it('is slow when the work was, by its own clock', async () => {
    const { guard, clock, told } = guardUnderTest({ slowCallMs: 300 });
    const takes = async (ms: number) => {
      const call = guard.run(() => new Promise<void>((resolve) => clock.setTimer(ms, resolve)));
      await clock.advance(ms);
      await call;
    };
    await takes(299);
    expect(told).toEqual([]);
    const { guard: other, clock: time, told: heard } = guardUnderTest({ slowCallMs: 300 });
    await time.advance(10_000);
    const call = other.run(() => new Promise<void>((resolve) => time.setTimer(300, resolve)));
    await time.advance(300);
    await call;
    expect(heard).toMatchObject([{ to: 'open', reason: 'slow_calls' }]);
  });

  it('makes no event of a rejection when nobody listens', async () => {
    const events = new UnobservedEvents();
    const guard = new CircuitGuard('postgres', anyIsAFailure, {}, { events });
    guard.isolate('maintenance');
    expect(await endingOf(guard.run(succeed))).toBe('CircuitOpenError');
    expect(events.made.map(({ type }) => type)).toEqual(['transition']);
  });
});
