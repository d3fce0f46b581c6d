import { fail, failTimes, pipelineUnderTest, settled } from './support/pipeline-under-test.js';

describe('a circuit that opens between two attempts', () => {
  it('says when to come back, and what is known of the attempts before', async () => {
    const { pipeline, clock, eventsOf, pass } = pipelineUnderTest({ circuit: { minCalls: 2 } }, () => 0);
    const call = pipeline.execute(fail, { repeatable: true }).catch((error: unknown) => error);
    await settled();
    const [{ delayMs } = { delayMs: 0 }] = eventsOf('retry');
    await failTimes(pipeline, 1);
    const openedAt = clock.now();
    await pass(delayMs);
    const retryAfterMs = pipeline.options.circuit.breakMs - (clock.now() - openedAt);
    expect(await call).toMatchObject({
      name: 'CircuitOpenError',
      executed: 'unknown',
      retryAfterMs,
      cause: { message: 'It failed.' },
    });
    expect(eventsOf('rejection')).toMatchObject([{ by: 'circuit', retryAfterMs }]);
    expect(eventsOf('call').at(-1)).toMatchObject({ result: 'failed_first', attempts: 1 });
  });

  it('says nothing of when to come back when it was opened by hand', async () => {
    const { pipeline, eventsOf, pass } = pipelineUnderTest();
    const call = pipeline.execute(fail, { repeatable: true }).catch((error: unknown) => error);
    await settled();
    pipeline.isolate('maintenance');
    await pass(1_000);
    expect(await call).toMatchObject({ name: 'CircuitOpenError', retryAfterMs: undefined });
    expect(eventsOf('rejection')[0]).not.toHaveProperty('retryAfterMs');
  });
});
