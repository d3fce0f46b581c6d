import { getEventListeners } from 'node:events';
import { Bulkhead } from '../src/bulkhead/bulkhead.js';
import { endingOf, never, pipelineUnderTest, settled, succeed } from './support/pipeline-under-test.js';

describe('the bulkhead', () => {
  const full = async () => {
    const under = pipelineUnderTest({
      totalTimeoutMs: 5_000,
      attemptTimeoutMs: 2_000,
      bulkhead: { slots: 1, queue: 1 },
    });
    await under.clock.advance(7_000);
    let finish = (_value: string): void => undefined;
    const first = under.pipeline.execute(() => new Promise<string>((resolve) => (finish = resolve)));
    return { ...under, first, finish: () => finish('first') };
  };

  it('says which dependency has no place left, and that nothing was done', async () => {
    const { pipeline, told } = await full();
    void pipeline.execute(succeed);
    await expect(pipeline.execute(succeed)).rejects.toMatchObject({
      name: 'BulkheadFullError',
      by: 'bulkhead',
      dependency: 'peer',
      executed: 'no',
      message: expect.stringMatching(/^peer is not called/) as string,
    });
    expect(told).toMatchObject([
      { type: 'rejection', by: 'bulkhead' },
      { type: 'call', result: 'rejected', attempts: 0 },
    ]);
  });

  it('gives a slot that is free again to whoever waits longest, and leaves no timer and no listener behind', async () => {
    const { pipeline, clock, first, finish } = await full();
    const { signal } = new AbortController();
    const second = pipeline.execute(succeed, { signal });
    expect([clock.pending, getEventListeners(signal, 'abort').length]).toEqual([2, 1]);
    finish();
    expect([await first, await second]).toEqual(['first', 'ok']);
    expect([clock.pending, getEventListeners(signal, 'abort').length]).toEqual([0, 0]);
    expect(pipeline.snapshot().bulkhead).toEqual({ inUse: 0, queued: 0 });
  });

  it('lets nobody wait for longer than the call may take', async () => {
    const { pipeline, clock } = await full();
    const { signal } = new AbortController();
    const waiting = pipeline.execute(succeed, { signal, timeoutMs: 1_500 }).catch((error: unknown) => error);
    await clock.advance(1_499);
    await settled();
    expect(pipeline.snapshot().bulkhead.queued).toBe(1);
    await clock.advance(1);
    expect(await waiting).toMatchObject({ name: 'DeadlinePassedError', by: 'deadline', dependency: 'peer' });
    expect(pipeline.snapshot().bulkhead.queued).toBe(0);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  it('admits those who wait when it gets more slots, and nobody new while it has fewer', () => {
    const bulkhead = new Bulkhead({ slots: 1, queue: 2 });
    const entered: string[] = [];
    expect(bulkhead.tryEnter()).toBe(true);
    bulkhead.wait(() => entered.push('second'));
    bulkhead.wait(() => entered.push('third'));
    bulkhead.resize({ slots: 2, queue: 2 });
    expect(entered).toEqual(['second']);
    bulkhead.resize({ slots: 1, queue: 2 });
    bulkhead.leave();
    expect(entered).toEqual(['second']);
    bulkhead.leave();
    expect(entered).toEqual(['second', 'third']);
    expect([bulkhead.inUse, bulkhead.queued]).toEqual([1, 0]);
  });

  it('keeps its limits at run time', async () => {
    const { pipeline } = pipelineUnderTest({ bulkhead: { slots: 1, queue: 0 } });
    void pipeline.execute(never);
    expect(await endingOf(pipeline.execute(succeed))).toBe('BulkheadFullError');
    pipeline.patch({ bulkhead: { slots: 2 } });
    expect(await endingOf(pipeline.execute(succeed))).toBe('ok');
  });
});
