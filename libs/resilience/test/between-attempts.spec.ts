import { getEventListeners } from 'node:events';
import { ManualClock } from '@baluarte/testing';
import { EventStream } from '../src/event-stream.js';
import type { ResilienceEvent } from '../src/events.js';
import { resolveOptions } from '../src/options/resolve-options.js';
import type { PipelineOptionsPatch } from '../src/pipeline-options.js';
import { Pipeline } from '../src/pipeline.js';
import { endingOf, fail, never, pipelineUnderTest, settled, succeed } from './support/pipeline-under-test.js';

/** A pipeline whose waits are over at the very moment when something else happens, before anybody looks. */
function interrupted(interrupt: () => void, options: PipelineOptionsPatch = {}) {
  const clock = new ManualClock();
  let lateMs = 0;
  const events = new EventStream();
  const told: ResilienceEvent[] = [];
  events.subscribe((event) => told.push(event));
  const surroundings = {
    events,
    random: () => 0.5,
    clock: {
      now: () => clock.now() + lateMs,
      setTimer: (delayMs: number, callback: () => void) =>
        clock.setTimer(delayMs, () => {
          callback();
          interrupt();
        }),
    },
  };
  const pipeline = new Pipeline('peer', resolveOptions('peer', options), surroundings);
  const passWait = async () => {
    await settled();
    await clock.advance(1_000);
    await settled();
  };
  return { pipeline, clock, told, passWait, beLate: (ms: number) => (lateMs = ms) };
}

describe('between the attempts of a call', () => {
  it('nothing more is sent for a caller that gives up when the wait is over and the next attempt not begun', async () => {
    const controller = new AbortController();
    const { pipeline, clock, told, passWait } = interrupted(() => controller.abort());
    let sent = 0;
    const work = () => ((sent += 1), fail());
    const call = endingOf(pipeline.execute(work, { signal: controller.signal, repeatable: true }));
    await passWait();
    expect(await call).toBe('CallAbortedError');
    expect(sent).toBe(1);
    expect(clock.pending).toBe(0);
    expect(told.map(({ type }) => type)).toEqual(['attempt', 'retry']);
  });

  it('nothing more is sent when the time ran out while nobody looked', async () => {
    const { pipeline, told, passWait, beLate } = interrupted(() => beLate(3_000));
    let sent = 0;
    const work = () => ((sent += 1), fail());
    const call = pipeline.execute(work, { repeatable: true }).catch((error: unknown) => error);
    await passWait();
    expect(await call).toMatchObject({
      name: 'DeadlinePassedError',
      executed: 'unknown',
      cause: { message: 'It failed.' },
    });
    expect(sent).toBe(1);
    expect(told.slice(-2)).toMatchObject([
      { type: 'rejection', by: 'deadline' },
      { type: 'call', result: 'failed_first', attempts: 1 },
    ]);
  });

  it('gives a repetition back to the budget that was granted and not begun', async () => {
    const callers = [new AbortController(), new AbortController(), new AbortController()];
    const giveUp = callers.map((caller) => () => caller.abort());
    const { pipeline, told, passWait } = interrupted(() => giveUp.shift()?.(), {
      budget: { ratio: 0, minRetries: 1 },
    });
    for (const { signal } of callers) {
      const call = endingOf(pipeline.execute(fail, { signal, repeatable: true }));
      await passWait();
      expect(await call).toBe('CallAbortedError');
    }
    expect(told.filter(({ type }) => type === 'retry')).toHaveLength(3);
  });

  it('a caller that gives up is not told as a failed call', async () => {
    const { pipeline, eventsOf } = pipelineUnderTest();
    const controller = new AbortController();
    const call = endingOf(pipeline.execute(fail, { signal: controller.signal, repeatable: true }));
    await settled();
    controller.abort();
    expect(await call).toBe('CallAbortedError');
    expect(eventsOf('call')).toEqual([]);
  });
});

describe('a call that gets its slot at last', () => {
  it('is not begun when its caller has given up in the same moment', async () => {
    const { pipeline, clock } = pipelineUnderTest({ bulkhead: { slots: 1, queue: 1 } });
    void pipeline.execute(never);
    const controller = new AbortController();
    let begun = false;
    const work = () => ((begun = true), succeed());
    const waiting = endingOf(pipeline.execute(work, { signal: controller.signal }));
    pipeline.patch({ bulkhead: { slots: 2 } });
    controller.abort();
    expect(await waiting).toBe('CallAbortedError');
    expect([begun, pipeline.snapshot().bulkhead.inUse]).toEqual([false, 1]);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    expect(clock.pending).toBe(1);
  });

  it('is not begun when its time is over in the same moment', async () => {
    const { pipeline, clock, told } = pipelineUnderTest({ bulkhead: { slots: 1, queue: 1 } });
    void pipeline.execute(() => new Promise<void>((resolve) => clock.setTimer(100, resolve)));
    let begun = false;
    const work = () => ((begun = true), succeed());
    const waiting = endingOf(pipeline.execute(work, { timeoutMs: 100 }));
    await clock.advance(100);
    expect(await waiting).toBe('DeadlinePassedError');
    expect([begun, pipeline.snapshot().bulkhead]).toEqual([false, { inUse: 0, queued: 0 }]);
    expect(told.slice(-2)).toMatchObject([
      { type: 'rejection', by: 'deadline' },
      { type: 'call', result: 'rejected', attempts: 0 },
    ]);
  });
});
