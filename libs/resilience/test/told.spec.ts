import { ManualClock } from '@baluarte/testing';
import { resolveOptions } from '../src/options/resolve-options.js';
import { Pipeline } from '../src/pipeline.js';
import {
  endingOf,
  fail,
  failTimes,
  never,
  pipelineUnderTest,
  settled,
  succeed,
} from './support/pipeline-under-test.js';
import { UnobservedEvents } from './support/unobserved-events.js';

const COMMON = { dependency: 'peer', operation: 'charge' };
const ONCE = { operation: 'charge' };

describe('what a call tells', () => {
  it('is each attempt, each wait and how it ended, with when and how long', async () => {
    const { pipeline, clock, told } = pipelineUnderTest({ retry: { maxRetries: 1 } });
    await clock.advance(1_000);
    let left = 1;
    const work = async (): Promise<string> => {
      await new Promise<void>((resolve) => clock.setTimer(20, resolve));
      return (left -= 1) < 0 ? 'ok' : fail();
    };
    const call = pipeline.execute(work, { operation: 'charge', repeatable: true });
    await clock.advance(20);
    await settled();
    const { delayMs } = told[1] as { delayMs?: number };
    await clock.advance(delayMs ?? 0);
    await settled();
    await clock.advance(20);
    await call;
    const endedAt = 1_040 + (delayMs ?? 0);
    expect(told).toEqual([
      {
        ...COMMON,
        type: 'attempt',
        at: 1_020,
        attempt: 1,
        outcome: 'failure',
        durationMs: 20,
        reason: 'error',
        circuit: 'closed',
      },
      { ...COMMON, type: 'retry', at: 1_020, attempt: 1, delayMs, reason: 'error' },
      {
        ...COMMON,
        type: 'attempt',
        at: endedAt,
        attempt: 2,
        outcome: 'success',
        durationMs: expect.closeTo(20) as number,
        reason: 'ok',
        circuit: 'closed',
      },
      {
        ...COMMON,
        type: 'call',
        at: endedAt,
        result: 'ok_retried',
        attempts: 2,
        durationMs: expect.closeTo(endedAt - 1_000) as number,
      },
    ]);
  });

  it('is under no name when it has none', async () => {
    const { pipeline, told } = pipelineUnderTest();
    await pipeline.execute(succeed);
    expect(told.map(({ operation }) => operation)).toEqual(['', '']);
  });

  it('is the change of a circuit, with the circuit that an attempt met, and what that turns away at once', async () => {
    const { pipeline, clock, told } = pipelineUnderTest({ circuit: { minCalls: 1, mode: 'on' } }, () => 0);
    await clock.advance(50);
    await endingOf(pipeline.execute(fail, ONCE));
    await clock.advance(1_000);
    await endingOf(pipeline.execute(succeed, ONCE));
    await clock.advance(4_000);
    await pipeline.execute(succeed, ONCE);
    const transition = { type: 'transition', dependency: 'peer', operation: '', dryRun: false };
    const attempt = { ...COMMON, type: 'attempt', attempt: 1, durationMs: 0 };
    const call = { ...COMMON, type: 'call', durationMs: 0 };
    expect(told).toEqual([
      { ...transition, at: 50, from: 'closed', to: 'open', reason: 'failures' },
      { ...attempt, at: 50, outcome: 'failure', reason: 'error', circuit: 'closed' },
      { ...call, at: 50, result: 'failed_first', attempts: 1 },
      { ...COMMON, type: 'rejection', at: 1_050, by: 'circuit', retryAfterMs: 4_000 },
      { ...call, at: 1_050, result: 'rejected', attempts: 0 },
      { ...transition, at: 5_050, from: 'open', to: 'half_open', reason: 'break_over' },
      { ...attempt, at: 5_050, outcome: 'success', reason: 'ok', circuit: 'half_open' },
      { ...call, at: 5_050, result: 'ok_first', attempts: 1 },
    ]);
  });

  it('says nothing of when to come back where nobody knows: by hand, or while it is tried out', async () => {
    const byHand = pipelineUnderTest();
    byHand.pipeline.isolate('maintenance');
    const rejection = (pipeline: Pipeline) => pipeline.execute(succeed).catch((error: unknown) => error);
    expect(await rejection(byHand.pipeline)).toMatchObject({
      by: 'circuit',
      dependency: 'peer',
      retryAfterMs: undefined,
    });
    expect(byHand.eventsOf('rejection')[0]).not.toHaveProperty('retryAfterMs');

    const probing = pipelineUnderTest({ circuit: { minCalls: 1, probes: 1 } });
    await failTimes(probing.pipeline, 1);
    await probing.pass(6_000);
    void probing.pipeline.execute(never);
    expect(await rejection(probing.pipeline)).toMatchObject({ by: 'circuit', retryAfterMs: undefined });
    expect(probing.eventsOf('rejection')[0]).not.toHaveProperty('retryAfterMs');
  });

  it('is made for nobody when nobody listens', async () => {
    const events = new UnobservedEvents();
    const surroundings = { clock: new ManualClock(), random: () => 0.5, events };
    const pipeline = new Pipeline('peer', resolveOptions('peer', {}), surroundings);
    await pipeline.execute(succeed);
    await endingOf(pipeline.execute(fail));
    expect(events.made).toEqual([]);
    pipeline.isolate('maintenance');
    await endingOf(pipeline.execute(succeed));
    expect(events.made.map(({ type }) => type)).toEqual(['transition']);
  });

  it('is not that it failed when its rule says that it was aborted', async () => {
    const { pipeline, eventsOf } = pipelineUnderTest();
    const aborted = { outcome: 'neutral', retry: 'never', reason: 'aborted', executed: 'unknown' } as const;
    const classifier = { value: () => aborted, error: () => aborted };
    expect(await endingOf(pipeline.execute(fail, { classifier }))).toBe('Error');
    expect(eventsOf('attempt')).toMatchObject([{ reason: 'aborted' }]);
    expect(eventsOf('call')).toEqual([]);
  });

  it('is that it failed when its value is a failure that nobody repeats', async () => {
    const { pipeline, eventsOf } = pipelineUnderTest();
    const verdict = { outcome: 'success', retry: 'any', reason: 'not yet', executed: 'no' } as const;
    const classifier = { value: () => verdict, error: () => verdict };
    expect(await pipeline.execute(succeed, { classifier, timeoutMs: 10 })).toBe('ok');
    const unhealthy = { ...verdict, outcome: 'failure', retry: 'never' } as const;
    expect(await pipeline.execute(succeed, { classifier: { ...classifier, value: () => unhealthy } })).toBe(
      'ok',
    );
    expect(eventsOf('call').map(({ result }) => result)).toEqual(['failed_first', 'failed_first']);
  });
});

describe('a call that its circuit turns away', () => {
  it('takes neither a slot nor a place in the queue', async () => {
    const { pipeline } = pipelineUnderTest({ bulkhead: { slots: 1, queue: 0 } });
    void pipeline.execute(never);
    pipeline.isolate('maintenance');
    expect(await endingOf(pipeline.execute(succeed))).toBe('CircuitOpenError');
  });
});
