import { runInScope } from '../src/deadline/call-scope.js';
import { executedOf } from '../src/call-errors.js';
import type { Attempt } from '../src/attempt.js';
import { CircuitOpenError } from '../src/rejections.js';
import { SUCCESS, type Verdict } from '../src/verdict.js';
import { endingOf, fail, never, pipelineUnderTest, settled, succeed } from './support/pipeline-under-test.js';

describe('the time of a call', () => {
  const timeoutOf = async (options: { totalTimeoutMs?: number; timeoutMs?: number; endsAt?: number }) => {
    const { totalTimeoutMs = 3_000, timeoutMs, endsAt } = options;
    const { pipeline, clock } = pipelineUnderTest({ totalTimeoutMs, attemptTimeoutMs: 1_000 });
    await clock.advance(10_000);
    const work = (attempt: Attempt) => Promise.resolve(attempt.timeoutMs);
    return runInScope(endsAt === undefined ? {} : { endsAt }, () => pipeline.execute(work, { timeoutMs }));
  };

  it('is the shortest of what the attempt, the whole, the call and the deadline allow', async () => {
    expect(await timeoutOf({})).toBe(1_000);
    expect(await timeoutOf({ timeoutMs: 400 })).toBe(400);
    expect(await timeoutOf({ endsAt: 10_300 })).toBe(300);
    expect(await timeoutOf({ endsAt: 10_300, timeoutMs: 200 })).toBe(200);
  });

  it('is not made longer by asking for more', async () => {
    const { pipeline, clock } = pipelineUnderTest({
      totalTimeoutMs: 1_000,
      bulkhead: { slots: 1, queue: 1 },
    });
    void pipeline.execute(() => new Promise<void>((resolve) => clock.setTimer(600, resolve)));
    const work = (attempt: Attempt) => Promise.resolve(attempt.timeoutMs);
    const second = pipeline.execute(work, { timeoutMs: 60_000 });
    await clock.advance(600);
    expect(await second).toBe(400);
  });

  it('is enough evidence against the dependency from half of an attempt on', async () => {
    const verdictAfter = async (timeoutMs: number) => {
      const { pipeline, pass, eventsOf } = pipelineUnderTest();
      const call = endingOf(pipeline.execute(never, { timeoutMs }));
      await pass(timeoutMs);
      await call;
      return eventsOf('attempt').map(({ outcome, reason }) => `${outcome} ${reason}`);
    };
    expect(await verdictAfter(500)).toEqual(['failure timeout']);
    expect(await verdictAfter(499)).toEqual(['neutral deadline']);
  });

  it('is looked at before a place is: whoever is late or gone is told so, however full it is', async () => {
    const { pipeline, clock, told } = pipelineUnderTest({ bulkhead: { slots: 1, queue: 0 } });
    await clock.advance(100);
    void pipeline.execute(never);
    const signal = AbortSignal.abort();
    expect(await endingOf(pipeline.execute(succeed, { signal }))).toBe('CallAbortedError');
    expect(told).toEqual([]);
    const late = runInScope({ endsAt: 100 }, () => endingOf(pipeline.execute(succeed)));
    expect(await late).toBe('DeadlinePassedError');
    expect(told).toMatchObject([{ type: 'rejection', by: 'deadline' }, { type: 'call' }]);
  });

  it('is over when nothing of it is left, and nothing is begun then', async () => {
    const { pipeline, clock } = pipelineUnderTest();
    await clock.advance(100);
    const late = runInScope({ endsAt: 100 }, () =>
      pipeline.execute(succeed).catch((error: unknown) => error),
    );
    expect(await late).toMatchObject({ name: 'DeadlinePassedError', dependency: 'peer', executed: 'no' });
    expect(await late).not.toHaveProperty('cause');
    expect(pipeline.snapshot().bulkhead.inUse).toBe(0);
  });
});

describe('what an attempt comes to', () => {
  it('says nothing of this dependency when a policy of another one turned the work away', async () => {
    const { pipeline, eventsOf } = pipelineUnderTest({ circuit: { minCalls: 1 } });
    const rejection = new CircuitOpenError({ dependency: 'another', executed: 'unknown' });
    const ending = pipeline.execute(() => Promise.reject(rejection), { repeatable: true });
    await expect(ending).rejects.toBe(rejection);
    expect(eventsOf('attempt')).toMatchObject([{ outcome: 'neutral', reason: 'rejected' }]);
    expect(eventsOf('retry')).toEqual([]);
    expect(pipeline.snapshot().circuit).toEqual({ state: 'closed', calls: 0, failures: 0 });
  });

  it('is judged by the rule of the call, and a rule that throws is thrown', async () => {
    const bug = new TypeError('a bug of the classifier');
    const classifier = {
      value: () => SUCCESS,
      error: (): Verdict => {
        throw bug;
      },
    };
    const { pipeline } = pipelineUnderTest();
    await expect(pipeline.execute(fail, { classifier })).rejects.toBe(bug);
    expect(pipeline.snapshot().bulkhead).toEqual({ inUse: 0, queued: 0 });
  });

  it('is not repeated when the rule threw what looks like a request that failed', async () => {
    const bug = Object.assign(new Error('refused'), {
      isAxiosError: true,
      code: 'ECONNREFUSED',
      config: { method: 'get', url: '/' },
    });
    const rule = (): never => {
      throw bug;
    };
    const { pipeline } = pipelineUnderTest();
    const ending = pipeline.execute(succeed, { classifier: { value: rule, error: rule } });
    await expect(ending).rejects.toBe(bug);
  });

  it('leaves no doubt about a value that came in the end', async () => {
    const { pipeline, pass } = pipelineUnderTest();
    const answer = {};
    let attempts = 0;
    const work = () => ((attempts += 1) === 1 ? fail() : Promise.resolve(answer));
    const call = pipeline.execute(work, { repeatable: true });
    await settled();
    await pass(1_000);
    expect(await call).toBe(answer);
    expect([attempts, executedOf(answer)]).toEqual([2, undefined]);
  });

  it('is thrown as a rejection when its value is a failure and the budget does not allow to repeat it', async () => {
    const busy: Verdict = { outcome: 'failure', retry: 'any', reason: 'busy', executed: 'no' };
    const { pipeline } = pipelineUnderTest({ budget: { ratio: 0, minRetries: 0 } });
    const classifier = { value: () => busy, error: () => busy };
    await expect(pipeline.execute(succeed, { classifier })).rejects.toMatchObject({
      name: 'RetryBudgetSpentError',
      executed: 'no',
      retryAfterMs: undefined,
    });
  });

  it('is repeated when its value is a failure, and given back when there is no time for that', async () => {
    const values = ['busy', 'busy', 'fine'];
    const verdict = (value: string): Verdict =>
      value === 'fine' ? SUCCESS : { outcome: 'failure', retry: 'any', reason: value, executed: 'no' };
    const classifier = { value: verdict, error: () => SUCCESS };
    const { pipeline, pass, eventsOf } = pipelineUnderTest();
    const work = () => Promise.resolve(values.shift() ?? 'none');
    const call = pipeline.execute(work, { classifier });
    await settled();
    for (let turn = 0; turn < 3; turn += 1) await pass(500);
    expect(await call).toBe('fine');
    expect(eventsOf('attempt').map(({ reason }) => reason)).toEqual(['busy', 'busy', 'ok']);
    values.push('busy');
    expect(await pipeline.execute(work, { classifier, timeoutMs: 20 })).toBe('busy');
    expect(eventsOf('call').map(({ result }) => result)).toEqual(['ok_retried', 'failed_first']);
  });

  it('is known by every attempt before the last, and only by those', async () => {
    const executed: Verdict['executed'][] = [];
    const classifier = {
      value: () => SUCCESS,
      error: (): Verdict => ({
        outcome: 'failure',
        retry: 'any',
        reason: 'error',
        executed: executed.shift() ?? 'no',
      }),
    };
    const known = async (...each: Verdict['executed'][]) => {
      executed.splice(0, Infinity, ...each);
      const { pipeline, pass } = pipelineUnderTest({ retry: { maxRetries: 1 }, circuit: { mode: 'off' } });
      const call = pipeline.execute(fail, { classifier }).catch((error: unknown) => error);
      await settled();
      await pass(1_000);
      return executedOf(await call);
    };
    expect(await known('unknown', 'no')).toBe('unknown');
    expect(await known('no', 'unknown')).toBeUndefined();
  });
});
