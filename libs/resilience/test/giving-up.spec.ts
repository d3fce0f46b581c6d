import { getEventListeners } from 'node:events';
import { faults } from '@baluarte/testing';
import axios from 'axios';
import { currentScope, runDetached, runInScope } from '../src/deadline/call-scope.js';
import { describeCallFailure } from '../src/describe-call-failure.js';
import { endPeers, scriptedPeer } from './support/counting-server.js';
import {
  endingOf,
  fail,
  failTimes,
  never,
  pipelineUnderTest,
  settled,
  succeed,
} from './support/pipeline-under-test.js';

const listenersOn = (signal: AbortSignal) => getEventListeners(signal, 'abort').length;

describe('a caller that gives up', () => {
  it('ends its call while that waits for a slot', async () => {
    const { pipeline } = pipelineUnderTest({ bulkhead: { slots: 1, queue: 1 } });
    void pipeline.execute(never);
    const controller = new AbortController();
    const waiting = endingOf(pipeline.execute(succeed, { signal: controller.signal }));
    expect(pipeline.snapshot().bulkhead).toEqual({ inUse: 1, queued: 1 });
    controller.abort();
    expect(await waiting).toBe('CallAbortedError');
    expect(pipeline.snapshot().bulkhead).toEqual({ inUse: 1, queued: 0 });
    expect(listenersOn(controller.signal)).toBe(0);
  });

  it('ends its call while that waits to be repeated, and nothing more is sent', async () => {
    const { pipeline, clock } = pipelineUnderTest();
    const controller = new AbortController();
    let sent = 0;
    const work = () => ((sent += 1), fail());
    const call = endingOf(pipeline.execute(work, { signal: controller.signal, repeatable: true }));
    await settled();
    controller.abort();
    expect(await call).toBe('CallAbortedError');
    await clock.advance(10_000);
    await settled();
    expect([sent, clock.pending, listenersOn(controller.signal)]).toEqual([1, 0, 0]);
  });

  it('is neither a success nor a failure of the dependency', async () => {
    const { pipeline, eventsOf } = pipelineUnderTest({ circuit: { minCalls: 1 } });
    const controller = new AbortController();
    const call = endingOf(pipeline.execute(never, { signal: controller.signal }));
    controller.abort();
    expect(await call).toBe('CallAbortedError');
    expect(pipeline.snapshot().circuit).toEqual({ state: 'closed', calls: 0, failures: 0 });
    expect(eventsOf('attempt')).toMatchObject([{ outcome: 'neutral', reason: 'aborted' }]);
    expect(eventsOf('call')).toEqual([]);
  });

  it('gives a probe back, so that another one can take its place', async () => {
    const { pipeline, pass } = pipelineUnderTest({ circuit: { minCalls: 1, probes: 1 } });
    await failTimes(pipeline, 1);
    await pass(6_000);
    const controller = new AbortController();
    const probe = endingOf(pipeline.execute(never, { signal: controller.signal }));
    controller.abort();
    await probe;
    expect(await endingOf(pipeline.execute(succeed))).toBe('ok');
    expect(pipeline.snapshot().circuit.state).toBe('closed');
  });

  it('begins nothing when it has given up already', async () => {
    const { pipeline } = pipelineUnderTest();
    let begun = false;
    const work = () => ((begun = true), succeed());
    expect(await endingOf(pipeline.execute(work, { signal: AbortSignal.abort() }))).toBe('CallAbortedError');
    expect(begun).toBe(false);
  });

  it('closes the connection of a request that is under way', async () => {
    const { server, ours } = await scriptedPeer();
    server.script(faults.neverAnswer());
    const controller = new AbortController();
    const call = ours.get('/', { signal: controller.signal }).catch((error: unknown) => error);
    while (server.requests.length === 0) await settled();
    controller.abort();
    expect(axios.isCancel(await call)).toBe(true);
    while (!server.requests[0]?.abandoned) await settled();
    expect(listenersOn(controller.signal)).toBe(0);
    await endPeers();
  });

  it('may use the older cancel token of axios', async () => {
    const { server, ours } = await scriptedPeer();
    server.script(faults.neverAnswer());
    const source = axios.CancelToken.source();
    const call = ours.get('/', { cancelToken: source.token }).catch((error: unknown) => error);
    while (server.requests.length === 0) await settled();
    source.cancel();
    expect(axios.isCancel(await call)).toBe(true);
    await endPeers();
  });
});

describe('the time of whoever waits', () => {
  it('caps the attempt, and what the dependency is told', async () => {
    const { asked, ours } = await scriptedPeer();
    const { requests } = await asked([faults.respond({ body: {} })], () =>
      runInScope({ endsAt: performance.now() + 400 }, () => ours.get('/')),
    );
    const told = Number(requests[0]?.headers['x-request-timeout-ms']);
    expect(told).toBeLessThanOrEqual(400);
    expect(told).toBeGreaterThan(0);
    await endPeers();
  });

  it('is over: nothing is sent, and it says so', async () => {
    const { pipeline, clock, told } = pipelineUnderTest();
    await clock.advance(10);
    let sent = 0;
    const work = () => ((sent += 1), succeed());
    const late = runInScope({ endsAt: 10 }, () => endingOf(pipeline.execute(work)));
    expect(await late).toBe('DeadlinePassedError');
    expect(sent).toBe(0);
    expect(told).toMatchObject([
      { type: 'rejection', by: 'deadline' },
      { type: 'call', result: 'rejected', attempts: 0 },
    ]);
  });

  it('ends a call in the queue', async () => {
    const { pipeline, pass } = pipelineUnderTest({ bulkhead: { slots: 1, queue: 1 }, totalTimeoutMs: 5_000 });
    void pipeline.execute(never);
    const waiting = endingOf(pipeline.execute(succeed, { timeoutMs: 300 }));
    await pass(300);
    expect(await waiting).toBe('DeadlinePassedError');
  });

  it('is not spent on a repetition that could not end in time', async () => {
    const { pipeline, eventsOf } = pipelineUnderTest();
    const ending = await endingOf(pipeline.execute(fail, { repeatable: true, timeoutMs: 60 }));
    expect(ending).toBe('Error');
    expect(eventsOf('retry')).toEqual([]);
    expect(eventsOf('rejection')).toMatchObject([{ by: 'deadline' }]);
  });

  it('says nothing against a dependency that got only a little of it', async () => {
    const { pipeline, pass, eventsOf } = pipelineUnderTest({ circuit: { minCalls: 1 } });
    const short = endingOf(pipeline.execute(never, { timeoutMs: 100 }));
    await pass(100);
    expect(await short).toBe('AttemptTimeoutError');
    expect(eventsOf('attempt')).toMatchObject([{ outcome: 'neutral', reason: 'deadline' }]);
    const fair = endingOf(pipeline.execute(never, { timeoutMs: 600 }));
    await pass(600);
    await fair;
    expect(pipeline.snapshot().circuit.state).toBe('open');
  });

  it('can only become shorter inside, and can be left behind', () => {
    const outer = new AbortController();
    runInScope({ endsAt: 100, signal: outer.signal }, () => {
      runInScope({ endsAt: 500 }, () =>
        expect(currentScope()).toMatchObject({ endsAt: 100, signal: outer.signal }),
      );
      const inner = new AbortController();
      runInScope({ endsAt: 50, signal: inner.signal }, () => {
        outer.abort();
        expect(currentScope()).toMatchObject({ endsAt: 50, signal: { aborted: true } });
      });
      expect(runDetached(currentScope)).toEqual({});
    });
    expect(currentScope()).toBeUndefined();
  });
});

describe('what is known of a call that failed', () => {
  it('is that it may have happened, when an earlier attempt may have, whatever the last one came to', async () => {
    const { asked, ours, server } = await scriptedPeer({
      circuit: { mode: 'off' },
      retry: { maxRetries: 1 },
    });
    const key = { headers: { 'Idempotency-Key': 'k' } };
    const { ending } = await asked([faults.resetBeforeHeaders(), faults.respond({ status: 503 })], () =>
      ours.post('/', {}, key),
    );
    expect(describeCallFailure(ending)).toMatchObject({ type: 'answer', status: 503, executed: 'unknown' });
    const refused = await asked([faults.respond({ status: 409 })], () => ours.post('/', {}, key));
    expect(describeCallFailure(refused.ending)).not.toHaveProperty('executed');
    expect(server.requests.length).toBe(3);
    await endPeers();
  });

  it('is that it may have happened, when the circuit or the budget kept it from being repeated', async () => {
    const opened = pipelineUnderTest({ circuit: { minCalls: 2, failureRatio: 1 } });
    const call = opened.pipeline.execute(fail, { repeatable: true }).catch((error: unknown) => error);
    await settled();
    await failTimes(opened.pipeline, 1);
    await opened.pass(1_000);
    expect(describeCallFailure(await call)).toMatchObject({
      type: 'rejected',
      by: 'circuit',
      executed: 'unknown',
    });

    const poor = pipelineUnderTest({ budget: { ratio: 0, minRetries: 0 } });
    const spent: unknown = await poor.pipeline
      .execute(fail, { repeatable: true })
      .catch((error: unknown) => error);
    expect(describeCallFailure(spent)).toMatchObject({ type: 'rejected', by: 'budget', executed: 'unknown' });
    expect(spent).toMatchObject({ cause: { message: 'It failed.' }, isRejection: true, dependency: 'peer' });
  });

  it('is that nothing happened, when nothing was sent', async () => {
    const { pipeline } = pipelineUnderTest();
    const isolation = pipeline.isolate('test');
    const error: unknown = await pipeline.execute(succeed).catch((reason: unknown) => reason);
    isolation.release();
    expect(describeCallFailure(error)).toEqual({ type: 'rejected', by: 'circuit', executed: 'no' });
  });
});
