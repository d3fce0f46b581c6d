import { RetryBudget } from '../src/retry/retry-budget.js';
import { SUCCESS, type Verdict } from '../src/verdict.js';
import { endingOf, fail, pipelineUnderTest, settled, succeed } from './support/pipeline-under-test.js';

const judging = (verdict: Partial<Verdict>) => ({
  value: () => SUCCESS,
  error: (): Verdict => ({ outcome: 'failure', retry: 'any', reason: 'refused', executed: 'no', ...verdict }),
});

/** Lets a call fail so many times before it succeeds. */
function failing(times: number) {
  let attempts = 0;
  return { run: () => ((attempts += 1) <= times ? fail() : succeed()), attempts: () => attempts };
}

describe('a retry', () => {
  it('follows after anything that was not sent, and only after that, unless the work may be done twice', async () => {
    const ending = async (verdict: Partial<Verdict>, repeatable?: boolean) => {
      const { pipeline, pass } = pipelineUnderTest();
      const { run, attempts } = failing(1);
      const call = endingOf(
        pipeline.execute(run, {
          classifier: judging(verdict),
          ...(repeatable !== undefined && { repeatable }),
        }),
      );
      await settled();
      await pass(2_000);
      await call;
      return attempts();
    };
    expect(await ending({ retry: 'any' })).toBe(2);
    expect(await ending({ retry: 'any' }, false)).toBe(2);
    expect(await ending({ retry: 'safe_only' })).toBe(1);
    expect(await ending({ retry: 'safe_only' }, true)).toBe(2);
    expect(await ending({ retry: 'never' }, true)).toBe(1);
  });

  it('comes no earlier than the dependency asked for, and not for everybody at once', async () => {
    for (const [luck, delayMs] of [
      [0, 500],
      [0.5, 550],
    ] as const) {
      const { pipeline, eventsOf, pass } = pipelineUnderTest({}, () => luck);
      const call = endingOf(pipeline.execute(failing(1).run, { classifier: judging({ retryAfterMs: 500 }) }));
      await settled();
      expect(eventsOf('retry')).toMatchObject([{ attempt: 1, delayMs, reason: 'refused' }]);
      await pass(delayMs - 1);
      expect(eventsOf('attempt')).toHaveLength(1);
      await pass(1);
      expect(await call).toBe('ok');
    }
  });

  it('comes no earlier than the backoff says, whatever the dependency asked for', async () => {
    const { pipeline, eventsOf } = pipelineUnderTest({ retry: { baseDelayMs: 1_000, maxDelayMs: 1_000 } });
    void endingOf(pipeline.execute(failing(1).run, { classifier: judging({ retryAfterMs: 1 }) }));
    await settled();
    expect(eventsOf('retry')[0]?.delayMs).toBeGreaterThan(100);
  });

  it('is begun when there is just enough time for it, and not when there is a millisecond less', async () => {
    const options = { retry: { minAttemptMs: 100, baseDelayMs: 100, maxDelayMs: 100 } };
    const retries = async (timeoutMs: number) => {
      const { pipeline, eventsOf } = pipelineUnderTest(options);
      void endingOf(pipeline.execute(fail, { classifier: judging({ retryAfterMs: 200 }), timeoutMs }));
      await settled();
      return eventsOf('retry').length;
    };
    expect([await retries(350), await retries(349)]).toEqual([1, 0]);
  });

  it('happens as often as allowed and no more', async () => {
    for (const maxRetries of [0, 1, 3]) {
      const { pipeline, pass } = pipelineUnderTest({ totalTimeoutMs: 10_000, retry: { maxRetries } });
      const { run, attempts } = failing(10);
      const call = endingOf(pipeline.execute(run, { repeatable: true }));
      for (let turn = 0; turn < 5; turn += 1) {
        await settled();
        await pass(1_000);
      }
      await call;
      expect(attempts()).toBe(1 + maxRetries);
    }
  });

  it('that the budget does not allow is told, with why the call failed and when to come back', async () => {
    const { pipeline, told, clock } = pipelineUnderTest({ budget: { ratio: 0, minRetries: 0 } });
    const error: unknown = await pipeline
      .execute(fail, { classifier: judging({ retryAfterMs: 300 }) })
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      name: 'RetryBudgetSpentError',
      by: 'budget',
      dependency: 'peer',
      executed: 'no',
      retryAfterMs: 300,
      cause: { message: 'It failed.' },
    });
    expect(told.map(({ type }) => type)).toEqual(['attempt', 'rejection', 'call']);
    expect(told[1]).toMatchObject({ by: 'budget', retryAfterMs: 300 });
    expect(clock.pending).toBe(0);
  });

  it('gives back what it took out of the budget when it ends, however it ends', async () => {
    const { pipeline, pass } = pipelineUnderTest({
      budget: { ratio: 0, minRetries: 1 },
      circuit: { mode: 'off' },
    });
    for (let round = 0; round < 3; round += 1) {
      const call = endingOf(pipeline.execute(failing(1).run, { repeatable: true }));
      await settled();
      await pass(1_000);
      expect(await call).toBe('ok');
    }
    const controller = new AbortController();
    const aborted = endingOf(pipeline.execute(fail, { repeatable: true, signal: controller.signal }));
    await settled();
    controller.abort();
    expect(await aborted).toBe('CallAbortedError');
    const opening = endingOf(pipeline.execute(failing(1).run, { repeatable: true }));
    await settled();
    const isolation = pipeline.isolate('test');
    await pass(1_000);
    expect(await opening).toBe('CircuitOpenError');
    isolation.release();
    const last = endingOf(pipeline.execute(failing(1).run, { repeatable: true }));
    await settled();
    await pass(1_000);
    expect(await last).toBe('ok');
  });

  it('is told in the result of the call', async () => {
    const results = async (times: number, options = {}) => {
      const { pipeline, pass, eventsOf } = pipelineUnderTest({ retry: { maxRetries: 1 }, ...options });
      const call = endingOf(pipeline.execute(failing(times).run, { repeatable: true }));
      await settled();
      await pass(1_000);
      await call;
      return eventsOf('call').map(({ result, attempts }) => `${result} ${attempts}`);
    };
    expect(await results(0)).toEqual(['ok_first 1']);
    expect(await results(1)).toEqual(['ok_retried 2']);
    expect(await results(2)).toEqual(['failed_retried 2']);
    expect(await results(1, { retry: { maxRetries: 0 } })).toEqual(['failed_first 1']);
  });
});

describe('the budget of retries', () => {
  it('is a share of the calls under way, and at least a few', () => {
    const budget = new RetryBudget({ ratio: 0.2, minRetries: 1 });
    expect([budget.tryRetry(), budget.tryRetry()]).toEqual([true, false]);
    for (let call = 0; call < 15; call += 1) budget.callBegins();
    expect([budget.tryRetry(), budget.tryRetry(), budget.tryRetry()]).toEqual([true, true, false]);
    budget.retryEnds();
    expect(budget.retriesUnderWay).toBe(2);
    budget.callEnds();
    expect(budget.tryRetry()).toBe(false);
    budget.change({ ratio: 1, minRetries: 0 });
    expect(budget.tryRetry()).toBe(true);
  });
});
