import CircuitBreaker from 'opossum';
import type { Attempt } from '../../src/attempt.js';
import { endingOf, fail, never, pipelineUnderTest, succeed } from '../support/pipeline-under-test.js';
import { runScript } from '../support/run-script.js';

const naive = { rollingPercentilesEnabled: false, enableSnapshots: false };
const delay = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('opossum on its own, and the pipeline around it: calls that take too long', () => {
  it('P1: a timeout ends the work, so that no more of it runs than there are slots', async () => {
    let running = 0;
    let most = 0;
    const deaf = async () => {
      most = Math.max(most, (running += 1));
      await delay(60);
      running -= 1;
    };
    const breaker = new CircuitBreaker(deaf, { ...naive, timeout: 5, capacity: 2, volumeThreshold: 100 });
    for (let round = 0; round < 5; round += 1)
      await Promise.all([endingOf(breaker.fire()), endingOf(breaker.fire())]);
    breaker.shutdown();
    expect(most).toBeGreaterThan(2);

    const { pipeline, clock } = pipelineUnderTest({ bulkhead: { slots: 2, queue: 0 } });
    let ours = 0;
    let mostOfOurs = 0;
    const heeding = ({ signal }: Attempt) =>
      new Promise<never>((_resolve, reject) => {
        mostOfOurs = Math.max(mostOfOurs, (ours += 1));
        signal.addEventListener('abort', () => {
          ours -= 1;
          reject(new Error('ended'));
        });
      });
    for (let round = 0; round < 5; round += 1) {
      const calls = [1, 2, 3].map(() => endingOf(pipeline.execute(heeding)));
      await clock.advance(1_000);
      expect((await Promise.all(calls)).toSorted()).toEqual([
        'AttemptTimeoutError',
        'AttemptTimeoutError',
        'BulkheadFullError',
      ]);
    }
    expect([mostOfOurs, ours]).toEqual([2, 0]);
  });

  it('P2: a timeout aborts its own call and no other, now or later', async () => {
    const abortController = new AbortController();
    const breaker = new CircuitBreaker(never, {
      ...naive,
      timeout: 5,
      abortController,
      volumeThreshold: 100,
    });
    await endingOf(breaker.fire());
    breaker.shutdown();
    expect(abortController.signal.aborted).toBe(true);

    const { pipeline, clock, pass } = pipelineUnderTest();
    const signals: AbortSignal[] = [];
    const begin = () => endingOf(pipeline.execute(({ signal }) => (signals.push(signal), never())));
    const slow = begin();
    await clock.advance(999);
    void begin();
    await pass(1);
    await slow;
    void begin();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false, false]);
  });

  it('P3: a probe that hangs does not keep the circuit half open for ever', async () => {
    let hangs = false;
    const breaker = new CircuitBreaker(() => (hangs ? never() : fail()), {
      ...naive,
      timeout: false,
      resetTimeout: 10,
    });
    await endingOf(breaker.fire());
    hangs = true;
    await delay(30);
    void breaker.fire();
    await delay(50);
    hangs = false;
    const refused = await breaker.fire().catch((error: NodeJS.ErrnoException) => error.code);
    breaker.shutdown();
    expect(refused).toBe('EOPENBREAKER');

    const { pipeline, pass } = pipelineUnderTest({ circuit: { minCalls: 1, probes: 1 } });
    await endingOf(pipeline.execute(fail));
    await pass(6_000);
    const hung = endingOf(pipeline.execute(never));
    expect(await endingOf(pipeline.execute(succeed))).toBe('CircuitOpenError');
    await pass(1_000);
    expect(await hung).toBe('AttemptTimeoutError');
    await pass(12_000);
    expect(await endingOf(pipeline.execute(succeed))).toBe('ok');
    expect(pipeline.snapshot().circuit.state).toBe('closed');
  });

  it('P4: a judge of errors that throws leaves no call without an end', async () => {
    const naiveEnd = await runScript(`
      import CircuitBreaker from 'opossum';
      process.on('unhandledRejection', () => undefined);
      const breaker = new CircuitBreaker(() => Promise.reject(new Error('x')), { timeout: false, errorFilter: () => { throw new Error('bug'); } });
      const end = await Promise.race([breaker.fire().then(() => 'settled', () => 'settled'), new Promise((r) => setTimeout(() => r('never settled'), 100))]);
      breaker.shutdown();
      console.log(JSON.stringify(end));`);
    expect(naiveEnd).toBe('never settled');

    const { pipeline } = pipelineUnderTest();
    const bug = new TypeError('a bug of the classifier');
    const classifier = {
      value: () => {
        throw bug;
      },
      error: () => {
        throw bug;
      },
    };
    await expect(pipeline.execute(fail, { classifier })).rejects.toBe(bug);
    await expect(pipeline.execute(succeed, { classifier })).rejects.toBe(bug);
    expect(pipeline.snapshot().bulkhead.inUse).toBe(0);
  });

  it('P14: work that is not asynchronous, and throws or gives nothing, is judged by what it did', async () => {
    const breaker = new CircuitBreaker((() => undefined) as never, { ...naive, timeout: false });
    const naiveEnd = await endingOf(breaker.fire());
    breaker.shutdown();
    expect(naiveEnd).toBe('TypeError');

    const { pipeline, eventsOf } = pipelineUnderTest();
    await expect(pipeline.execute((() => undefined) as never)).resolves.toBeUndefined();
    const thrown = () => {
      throw new RangeError('at once');
    };
    await expect(pipeline.execute(thrown)).rejects.toThrow(RangeError);
    expect(eventsOf('attempt').map(({ outcome }) => outcome)).toEqual(['success', 'failure']);
  });
});
