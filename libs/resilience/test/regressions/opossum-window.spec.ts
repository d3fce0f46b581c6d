import CircuitBreaker from 'opossum';
import { endingOf, fail, failTimes, pipelineUnderTest, succeed } from '../support/pipeline-under-test.js';

const naive = { timeout: false as const, rollingPercentilesEnabled: false, enableSnapshots: false };
const MINIMUM = 10;

/** How many failures in a row it takes until a call is refused. */
async function failuresUntilOpen(refuses: () => boolean, failOnce: () => Promise<unknown>): Promise<number> {
  for (let failures = 0; ; failures += 1) {
    if (refuses()) return failures;
    await failOnce();
  }
}

describe('opossum on its own, and the pipeline around it: what is counted', () => {
  it('P5: what was refused while the circuit was open does not count once it has closed', async () => {
    const breaker = new CircuitBreaker((work: () => Promise<unknown>) => work(), {
      ...naive,
      volumeThreshold: MINIMUM,
    });
    for (let call = 0; call < MINIMUM; call += 1) await endingOf(breaker.fire(fail));
    for (let call = 0; call < 200; call += 1) await endingOf(breaker.fire(succeed));
    breaker.close();
    const naively = await failuresUntilOpen(
      () => breaker.opened,
      () => endingOf(breaker.fire(fail)),
    );
    breaker.shutdown();
    expect(naively).not.toBe(MINIMUM);

    const { pipeline, pass } = pipelineUnderTest({ circuit: { minCalls: MINIMUM } });
    await failTimes(pipeline, MINIMUM);
    for (let call = 0; call < 200; call += 1) await endingOf(pipeline.execute(succeed));
    await pass(6_000);
    for (let probe = 0; probe < 3; probe += 1) await pipeline.execute(succeed);
    expect(pipeline.snapshot().circuit).toEqual({ state: 'closed', calls: 0, failures: 0 });
    const ours = await failuresUntilOpen(
      () => pipeline.snapshot().circuit.state === 'open',
      () => endingOf(pipeline.execute(fail)),
    );
    expect(ours).toBe(MINIMUM);
  });

  it('P5: the ratio is reached by half of the calls, not passed by more than half, and calls under way do not count', async () => {
    const breaker = new CircuitBreaker((work: () => Promise<unknown>) => work(), {
      ...naive,
      volumeThreshold: MINIMUM,
    });
    for (let call = 0; call < 5; call += 1) await breaker.fire(succeed);
    for (let call = 0; call < 5; call += 1) await endingOf(breaker.fire(fail));
    const naively = breaker.opened;
    breaker.shutdown();
    expect(naively).toBe(false);

    const { pipeline } = pipelineUnderTest({ circuit: { minCalls: MINIMUM } });
    for (let call = 0; call < 10; call += 1) void pipeline.execute(() => new Promise(() => undefined));
    for (let call = 0; call < 5; call += 1) await pipeline.execute(succeed);
    await failTimes(pipeline, 4);
    expect(pipeline.snapshot().circuit.state).toBe('closed');
    await failTimes(pipeline, 1);
    expect(pipeline.snapshot().circuit.state).toBe('open');
  });

  it('P6: one failure of one call is no reason to open', async () => {
    const breaker = new CircuitBreaker(fail, naive);
    await endingOf(breaker.fire());
    const naively = breaker.opened;
    breaker.shutdown();
    expect(naively).toBe(true);

    const { pipeline } = pipelineUnderTest();
    await failTimes(pipeline, 9);
    expect(pipeline.snapshot().circuit.state).toBe('closed');
  });

  it('P7: two dependencies that were given the same options share nothing', async () => {
    const shared = { ...naive, cache: true };
    const users = new CircuitBreaker((id: number) => Promise.resolve(`user:${id}`), shared);
    const orders = new CircuitBreaker((id: number) => Promise.resolve(`order:${id}`), shared);
    await users.fire(1);
    const naively = await orders.fire(1);
    users.shutdown();
    orders.shutdown();
    expect(naively).toBe('user:1');

    const options = Object.freeze({ circuit: Object.freeze({ minCalls: 1 }) });
    const one = pipelineUnderTest(options).pipeline;
    const other = pipelineUnderTest(options).pipeline;
    await failTimes(one, 1);
    expect([one.snapshot().circuit.state, other.snapshot().circuit.state]).toEqual(['open', 'closed']);
  });

  it('P12: a full bulkhead is not a failure of the dependency', async () => {
    const breaker = new CircuitBreaker(() => new Promise(() => undefined), { ...naive, capacity: 1 });
    void breaker.fire();
    await endingOf(breaker.fire());
    await endingOf(breaker.fire());
    const naively = breaker.opened;
    breaker.shutdown();
    expect(naively).toBe(true);

    const { pipeline } = pipelineUnderTest({ bulkhead: { slots: 1, queue: 0 }, circuit: { minCalls: 1 } });
    void pipeline.execute(() => new Promise(() => undefined));
    for (let call = 0; call < 5; call += 1)
      expect(await endingOf(pipeline.execute(succeed))).toBe('BulkheadFullError');
    expect(pipeline.snapshot().circuit).toMatchObject({ state: 'closed', failures: 0 });
  });
});
