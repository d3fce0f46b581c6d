import { getEventListeners } from 'node:events';
import { endingOf, fail, never, pipelineUnderTest, settled, succeed } from './support/pipeline-under-test.js';

describe('between the attempts of a call', () => {
  it('nothing more is sent for a caller that gives up when the wait is over and the next attempt not begun', async () => {
    const { pipeline, clock, eventsOf } = pipelineUnderTest();
    const controller = new AbortController();
    let sent = 0;
    const work = () => ((sent += 1), fail());
    const call = endingOf(pipeline.execute(work, { signal: controller.signal, repeatable: true }));
    await settled();
    const [retry] = eventsOf('retry');
    await clock.advance(retry?.delayMs ?? 0);
    controller.abort();
    await settled();
    expect(await call).toBe('CallAbortedError');
    expect(sent).toBe(1);
    expect(clock.pending).toBe(0);
  });

  it('nothing more is sent when the time ran out while nobody looked', async () => {
    const { pipeline, clock, eventsOf } = pipelineUnderTest();
    let sent = 0;
    const work = () => ((sent += 1), fail());
    const call = endingOf(pipeline.execute(work, { repeatable: true }));
    await settled();
    const [retry] = eventsOf('retry');
    await clock.advance(retry?.delayMs ?? 0);
    await clock.advance(3_000);
    await settled();
    expect(await call).toBe('DeadlinePassedError');
    expect(sent).toBe(1);
    expect(eventsOf('rejection')).toMatchObject([{ by: 'deadline' }]);
  });

  it('gives a repetition back to the budget that was granted and not begun', async () => {
    const { pipeline, clock, eventsOf } = pipelineUnderTest({ budget: { ratio: 0, minRetries: 1 } });
    for (let round = 0; round < 3; round += 1) {
      const controller = new AbortController();
      const call = endingOf(pipeline.execute(fail, { signal: controller.signal, repeatable: true }));
      await settled();
      await clock.advance(eventsOf('retry')[round]?.delayMs ?? 0);
      controller.abort();
      await settled();
      expect(await call).toBe('CallAbortedError');
    }
    expect(eventsOf('retry')).toHaveLength(3);
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
