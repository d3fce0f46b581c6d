import { eventually } from '@baluarte/testing';
import CircuitBreaker from 'opossum';
import {
  endingOf,
  fail,
  failTimes,
  never,
  pipelineUnderTest,
  succeed,
} from '../support/pipeline-under-test.js';
import { runScript } from '../support/run-script.js';

const naive = { timeout: false as const, rollingPercentilesEnabled: false, enableSnapshots: false };
const delay = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('opossum on its own, and the pipeline around it: while it is open, and after', () => {
  it('P8: the break is counted from when the circuit opened', async () => {
    const breaker = new CircuitBreaker(fail, { ...naive, resetTimeout: 30 });
    await delay(60);
    await endingOf(breaker.fire());
    const { state } = breaker.toJSON();
    const restored = new CircuitBreaker(fail, {
      ...naive,
      resetTimeout: 30,
      state,
    } as CircuitBreaker.Options);
    const naively = [state.open, restored.halfOpen];
    breaker.shutdown();
    restored.shutdown();
    expect(naively).toEqual([true, true]);

    const { pipeline, pass, clock } = pipelineUnderTest({ circuit: { minCalls: 1, probes: 1 } }, () => 0);
    await pass(60_000);
    await failTimes(pipeline, 1);
    await clock.advance(4_999);
    expect(await endingOf(pipeline.execute(succeed))).toBe('CircuitOpenError');
    await clock.advance(1);
    expect(await endingOf(pipeline.execute(succeed))).toBe('ok');
  });

  it('P10: a call from before the break, that succeeds during the probes, closes nothing', async () => {
    let finishOld = (_value: string): void => undefined;
    const works = [() => new Promise<string>((resolve) => (finishOld = resolve)), fail];
    const breaker = new CircuitBreaker((): Promise<string> => (works.shift() ?? never)(), {
      ...naive,
      resetTimeout: 10,
      errorThresholdPercentage: 10,
    });
    const before = breaker.fire();
    await endingOf(breaker.fire());
    await eventually(() => breaker.halfOpen);
    finishOld('late');
    await before;
    const naively = breaker.closed;
    breaker.shutdown();
    expect(naively).toBe(true);

    const { pipeline, pass } = pipelineUnderTest({
      attemptTimeoutMs: 30_000,
      totalTimeoutMs: 30_000,
      circuit: { minCalls: 1, probes: 1, windowMs: 60_000, slowCallMs: 60_000 },
    });
    let finish = (_value: string): void => undefined;
    const old = pipeline.execute(() => new Promise<string>((resolve) => (finish = resolve)));
    await failTimes(pipeline, 1);
    await pass(6_000);
    void pipeline.execute(() => new Promise(() => undefined));
    expect(pipeline.snapshot().circuit.state).toBe('half_open');
    finish('late');
    expect(await old).toBe('late');
    expect(pipeline.snapshot().circuit.state).toBe('half_open');
  });

  it('P9: nothing of a circuit goes on behind its back', async () => {
    const naively = await runScript(`
      import CircuitBreaker from 'opossum';
      const breaker = new CircuitBreaker(async () => 'ran', { timeout: false });
      breaker.healthCheck(() => Promise.reject(new Error('down')), 5);
      breaker.shutdown();
      await new Promise((resolve) => setTimeout(resolve, 50));
      const ran = await breaker.fire().catch((error) => error.code);
      console.log(JSON.stringify([breaker.isShutdown, breaker.opened, ran]));
      process.exit();`);
    expect(naively).toEqual([false, true, 'ran']);

    const { pipeline, clock, pass, told } = pipelineUnderTest({ circuit: { minCalls: 1 } });
    await endingOf(pipeline.execute(fail));
    expect(clock.pending).toBe(0);
    told.length = 0;
    await pass(3_600_000);
    expect([pipeline.snapshot().circuit.state, told]).toEqual(['open', []]);
  });

  it('P13: a hundred circuits, open or closed, need no timer', async () => {
    const counting = `
      let made = 0;
      const { setInterval: everyTime, setTimeout: once } = globalThis;
      globalThis.setInterval = (...words) => ((made += 1), everyTime(...words));
      globalThis.setTimeout = (...words) => ((made += 1), once(...words));`;
    const naively = await runScript(`${counting}
      const { default: CircuitBreaker } = await import('opossum');
      for (let n = 0; n < 100; n += 1) new CircuitBreaker(async () => 1).open();
      console.log(made);
      process.exit();`);
    expect(naively).toBe(300);

    const ours = await runScript(`${counting}
      const { Pipeline, resolveOptions } = await import('@baluarte/resilience');
      for (let n = 0; n < 100; n += 1) new Pipeline('peer' + n, resolveOptions('peer', {})).isolate('test');
      console.log(made);`);
    expect(ours).toBe(0);
  });
});
