import { ExternalServiceUnavailableError, DEPENDENCIES } from '@baluarte/errors';
import CircuitBreaker from 'opossum';
import { EventStream } from '../../src/event-stream.js';
import type { ResilienceEvent } from '../../src/events.js';
import { resolveOptions } from '../../src/options/resolve-options.js';
import { Pipeline } from '../../src/pipeline.js';
import { withFallback } from '../../src/with-fallback.js';
import { endingOf, fail, pipelineUnderTest, succeed } from '../support/pipeline-under-test.js';
import { runScript } from '../support/run-script.js';

const naive = { timeout: false as const, rollingPercentilesEnabled: false, enableSnapshots: false };

describe('opossum on its own, and the pipeline around it: what is told', () => {
  it('P11: a fallback is told once, and a failure that it does not cover stays one', async () => {
    const breaker = new CircuitBreaker(fail, { ...naive, volumeThreshold: 100 });
    let naivelyTold = 0;
    breaker.on('fallback', () => (naivelyTold += 1));
    breaker.fallback(() => Promise.reject(new Error('The fallback failed too.')));
    const naiveEnd = await endingOf(breaker.fire());
    breaker.shutdown();
    expect([naiveEnd, naivelyTold]).toEqual(['Error', 1]);

    const events = new EventStream();
    const told: ResilienceEvent[] = [];
    events.subscribe((event) => told.push(event));
    const plan = {
      dependency: 'recommendations',
      operation: 'list',
      on: [ExternalServiceUnavailableError],
      substitute: () => null,
    };
    const down = new ExternalServiceUnavailableError(DEPENDENCIES.recommendations, 'Down.', {
      executed: 'no',
    });
    expect(await withFallback(events, plan, () => Promise.reject(down))).toBeNull();
    expect(told).toMatchObject([{ type: 'fallback', dependency: 'recommendations', operation: 'list' }]);
    const bug = new TypeError('a bug');
    await expect(withFallback(events, plan, () => Promise.reject(bug))).rejects.toBe(bug);
    expect(told).toHaveLength(1);
  });

  it('P15: a call that takes too long is one failure, not two', async () => {
    const breaker = new CircuitBreaker(() => new Promise(() => undefined), { ...naive, timeout: 5 });
    const naivelyTold: string[] = [];
    breaker.on('failure', () => naivelyTold.push('failure'));
    breaker.on('timeout', () => naivelyTold.push('timeout'));
    await endingOf(breaker.fire());
    breaker.shutdown();
    expect(naivelyTold).toHaveLength(2);

    const { pipeline, pass, told } = pipelineUnderTest();
    const call = endingOf(pipeline.execute(() => new Promise(() => undefined)));
    await pass(1_000);
    await call;
    expect(told.map(({ type }) => type)).toEqual(['attempt', 'call']);
    expect(told[0]).toMatchObject({ outcome: 'failure', reason: 'timeout', durationMs: 1_000 });
    expect(pipeline.snapshot().circuit).toMatchObject({ calls: 1, failures: 1 });
  });

  it('P16: latencies are not sorted at every failure, nor kept to be', () => {
    const breaker = new CircuitBreaker(fail, { timeout: false });
    const naively = breaker.stats.percentiles[0.99];
    breaker.shutdown();
    expect(naively).toBeDefined();

    const { pipeline } = pipelineUnderTest();
    expect(Object.keys(pipeline.snapshot().circuit)).toEqual(['state', 'calls', 'failures']);
  });

  it('P17: a listener that throws changes nothing about a call', async () => {
    const naiveEnd = await runScript(`
      import CircuitBreaker from 'opossum';
      process.on('unhandledRejection', () => undefined);
      const breaker = new CircuitBreaker(async () => 'paid', { timeout: false });
      breaker.on('success', () => { throw new Error('metrics bug'); });
      const end = await breaker.fire().then(() => 'paid', (error) => 'rejected: ' + error.message);
      const { opened } = breaker;
      breaker.shutdown();
      console.log(JSON.stringify([end, opened]));`);
    expect(naiveEnd).toEqual(['rejected: metrics bug', true]);

    const reported: unknown[] = [];
    const events = new EventStream((error) => reported.push(error));
    const heard: string[] = [];
    events.subscribe(() => {
      throw new Error('metrics bug');
    });
    events.subscribe(({ type }) => heard.push(type));
    const pipeline = new Pipeline('peer', resolveOptions('peer', { circuit: { minCalls: 1 } }), { events });
    expect(await endingOf(pipeline.execute(succeed))).toBe('ok');
    expect(await endingOf(pipeline.execute(fail))).toBe('Error');
    expect(pipeline.snapshot().circuit.state).toBe('open');
    expect(heard).toEqual(['attempt', 'call', 'transition', 'attempt', 'call']);
    expect(reported).toHaveLength(heard.length);
  });
});
