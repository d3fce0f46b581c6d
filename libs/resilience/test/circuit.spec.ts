import { CircuitGuard } from '../src/circuit/circuit-guard.js';
import { EventStream } from '../src/event-stream.js';
import { ResilienceRegistry } from '../src/registry.js';
import { endingOf, fail, failTimes, pipelineUnderTest, succeed } from './support/pipeline-under-test.js';

const state = (pipeline: { snapshot(): { circuit: { state: string } } }) => pipeline.snapshot().circuit.state;

describe('the circuit', () => {
  it('opens when half of at least ten calls failed, and says when to come back', async () => {
    const { pipeline, eventsOf } = pipelineUnderTest({}, () => 0);
    for (let call = 0; call < 5; call += 1) await pipeline.execute(succeed);
    await failTimes(pipeline, 5);
    expect(eventsOf('transition')).toMatchObject([
      { from: 'closed', to: 'open', reason: 'failures', dryRun: false },
    ]);
    await expect(pipeline.execute(succeed)).rejects.toMatchObject({ by: 'circuit', retryAfterMs: 5_000 });
  });

  it('forgets what is older than its window', async () => {
    const { pipeline, pass } = pipelineUnderTest();
    await failTimes(pipeline, 9);
    await pass(11_000);
    await failTimes(pipeline, 9);
    expect(state(pipeline)).toBe('closed');
    expect(pipeline.snapshot().circuit.calls).toBe(9);
  });

  it('closes when all probes succeed, and opens for twice as long when one fails', async () => {
    const { pipeline, clock, eventsOf } = pipelineUnderTest({ circuit: { minCalls: 1, probes: 2 } }, () => 0);
    await failTimes(pipeline, 1);
    await clock.advance(5_000);
    await pipeline.execute(succeed);
    await failTimes(pipeline, 1);
    await clock.advance(9_999);
    expect(await endingOf(pipeline.execute(succeed))).toBe('CircuitOpenError');
    await clock.advance(1);
    await pipeline.execute(succeed);
    await pipeline.execute(succeed);
    expect(state(pipeline)).toBe('closed');
    expect(eventsOf('transition').map(({ to, reason }) => `${to}: ${reason}`)).toEqual([
      'open: failures',
      'half_open: break_over',
      'open: probe_failed',
      'half_open: break_over',
      'closed: probes_succeeded',
    ]);
    await failTimes(pipeline, 1);
    await expect(pipeline.execute(succeed)).rejects.toMatchObject({ retryAfterMs: 5_000 });
  });

  it('lets through no more than its probes while it tries out', async () => {
    const { pipeline, clock } = pipelineUnderTest({ circuit: { minCalls: 1, probes: 3 } }, () => 0);
    await failTimes(pipeline, 1);
    await clock.advance(5_000);
    const endings: Promise<string>[] = [];
    let inside = 0;
    for (let call = 0; call < 10; call += 1)
      endings.push(endingOf(pipeline.execute(async () => ((inside += 1), Promise.resolve().then(succeed)))));
    expect(inside).toBe(3);
    expect((await Promise.all(endings)).filter((ending) => ending === 'CircuitOpenError')).toHaveLength(7);
    expect(state(pipeline)).toBe('closed');
  });

  it('opens when too many calls are slow, though none fails, and a slow probe closes nothing', async () => {
    const { pipeline, clock, eventsOf } = pipelineUnderTest(
      { attemptTimeoutMs: 1_000, circuit: { minCalls: 4, slowCallMs: 300, slowCallRatio: 0.5 } },
      () => 0,
    );
    const slow = async () => {
      const call = pipeline.execute(() => new Promise((resolve) => clock.setTimer(300, () => resolve('ok'))));
      await clock.advance(300);
      await call;
    };
    await pipeline.execute(succeed);
    await pipeline.execute(succeed);
    await slow();
    expect(state(pipeline)).toBe('closed');
    await slow();
    expect(eventsOf('transition')).toMatchObject([{ to: 'open', reason: 'slow_calls' }]);
    await clock.advance(5_000);
    await slow();
    expect(state(pipeline)).toBe('open');
  });

  it('in a dry run tells what it would do, and turns nothing away', async () => {
    const { pipeline, pass, eventsOf } = pipelineUnderTest({ circuit: { mode: 'dry_run', minCalls: 2 } });
    await failTimes(pipeline, 2);
    expect(eventsOf('transition')).toMatchObject([{ to: 'open', dryRun: true }]);
    expect(await endingOf(pipeline.execute(succeed))).toBe('ok');
    await pass(7_000);
    for (let probe = 0; probe < 3; probe += 1) await pipeline.execute(succeed);
    expect(state(pipeline)).toBe('closed');
  });

  it('that is off never opens', async () => {
    const { pipeline, told } = pipelineUnderTest({ circuit: { mode: 'off', minCalls: 1 } });
    await failTimes(pipeline, 50);
    expect(state(pipeline)).toBe('closed');
    expect(told.filter(({ type }) => type === 'transition')).toEqual([]);
    pipeline.isolate('by hand').release();
    expect(state(pipeline)).toBe('closed');
  });

  it('stays open by hand until the last hand lets go, and is then tried out', async () => {
    const { pipeline, pass } = pipelineUnderTest({ circuit: { probes: 1 } });
    const first = pipeline.isolate('INC-42');
    const second = pipeline.isolate('INC-43');
    await pass(3_600_000);
    expect(await endingOf(pipeline.execute(succeed))).toBe('CircuitOpenError');
    first.release();
    first.release();
    expect(await endingOf(pipeline.execute(succeed))).toBe('CircuitOpenError');
    second.release();
    expect(state(pipeline)).toBe('half_open');
    expect(await endingOf(pipeline.execute(succeed))).toBe('ok');
    expect(state(pipeline)).toBe('closed');
  });

  it('keeps its state when its options change, and heeds the new ones', async () => {
    const { pipeline, pass } = pipelineUnderTest({ circuit: { minCalls: 2 } });
    await failTimes(pipeline, 2);
    pipeline.patch({ circuit: { minCalls: 5, probes: 1 }, bulkhead: { slots: 1 } });
    expect(state(pipeline)).toBe('open');
    await pass(7_000);
    await pipeline.execute(succeed);
    expect(state(pipeline)).toBe('closed');
    await failTimes(pipeline, 4);
    expect(state(pipeline)).toBe('closed');
    await failTimes(pipeline, 1);
    expect(state(pipeline)).toBe('open');
    expect(() => pipeline.patch({ attemptTimeoutMs: 9_000 })).toThrow(/longer than totalTimeoutMs \(3000\)/);
    expect(pipeline.options.attemptTimeoutMs).toBe(1_000);
  });
});

describe('a circuit alone', () => {
  const judge = (error: unknown) =>
    error instanceof RangeError ? ('success' as const) : ('failure' as const);

  it('judges failures by its own rule', async () => {
    const guard = new CircuitGuard('postgres', judge, { minCalls: 2 });
    for (let call = 0; call < 5; call += 1)
      await endingOf(guard.run(() => Promise.reject(new RangeError('refused'))));
    expect(guard.snapshot().circuit).toEqual({ state: 'closed', calls: 5, failures: 0 });
    for (let call = 0; call < 5; call += 1) await endingOf(guard.run(fail));
    expect(await endingOf(guard.run(succeed))).toBe('CircuitOpenError');
    expect(guard.describe()).toEqual([expect.stringContaining('circuit breaker at 50 %')]);
  });

  it('is found in the registry beside the pipelines, and tells its events there', async () => {
    const registry = new ResilienceRegistry(new EventStream());
    const told: string[] = [];
    registry.events.subscribe(({ type, dependency }) => told.push(`${dependency} ${type}`));
    const guard = new CircuitGuard('postgres', judge, {}, { events: registry.events });
    registry.add(guard);
    expect(() => registry.add(guard)).toThrow(/a pipeline for postgres already/);
    expect(registry.list()).toMatchObject([{ name: 'postgres', circuit: { state: 'closed' } }]);
    const isolation = registry.isolate('postgres', 'test');
    expect(await endingOf(guard.run(succeed))).toBe('CircuitOpenError');
    isolation.release();
    expect(told).toEqual(['postgres transition', 'postgres rejection', 'postgres transition']);
    expect(() => registry.get('postgres')).toThrow(/has a circuit alone/);
    expect(() => registry.describe('nobody')).toThrow(/there are: postgres/);
    expect(registry.describe('postgres')).toHaveLength(1);
    expect(registry.snapshot('postgres').bulkhead.inUse).toBe(0);
  });
});
