import { eventually, faults, type FaultScenario } from '@baluarte/testing';
import axios, { AxiosError, type AxiosInstance, type InternalAxiosRequestConfig } from 'axios';
import CircuitBreaker from 'opossum';
import { CircuitOpenError } from '../../src/rejections.js';
import { endPeers, scriptedPeer } from '../support/counting-server.js';

type Peer = Awaited<ReturnType<typeof scriptedPeer>>;

const down = [faults.respond({ status: 503 })];
const CALLS = 100;

describe('axios-retry on its own, and our client: how the parts work together', () => {
  let peer: Peer;

  beforeEach(async () => {
    peer = await scriptedPeer({ circuit: { mode: 'off' } });
  });
  afterEach(endPeers);

  it('A6: interceptors see a call once, however many attempts it takes', async () => {
    const seen = async (client: AxiosInstance) => {
      const count = { requests: 0, answers: 0 };
      client.interceptors.request.use((config) => ((count.requests += 1), config));
      client.interceptors.response.use((answer) => ((count.answers += 1), answer));
      await peer.asked([...down, ...down, faults.respond({ body: {} })], () => client.get('/'));
      return count;
    };
    expect(await seen(peer.naive)).toEqual({ requests: 3, answers: 3 });
    expect(await seen(peer.ours)).toEqual({ requests: 1, answers: 1 });
  });

  it('A7: an interceptor that makes errors into its own does not end the retries', async () => {
    for (const client of [peer.naive, peer.ours])
      client.interceptors.response.use(undefined, () => Promise.reject(new Error('mapped')));
    const mappedFirst = await scriptedPeer({ circuit: { mode: 'off' } });
    const naive = mappedFirst.naive;
    naive.interceptors.response.clear();
    naive.interceptors.response.use(undefined, () => Promise.reject(new Error('mapped')));
    const { default: axiosRetry } = await import('axios-retry');
    axiosRetry(naive, { retries: 3 });
    expect((await mappedFirst.asked(down, () => naive.get('/'))).requests).toHaveLength(1);
    expect((await peer.asked(down, () => peer.ours.get('/'))).requests).toHaveLength(4);
  });

  it('A8: a total timeout ends every attempt of a call, and no zombie goes on', async () => {
    const slow = [faults.respond({ status: 503, afterMs: 60 })];
    const breaker = new CircuitBreaker((): Promise<unknown> => peer.naive.get('/'), {
      timeout: 20,
      rollingPercentilesEnabled: false,
    });
    peer.server.script(...(slow as [FaultScenario]));
    await expect(breaker.fire()).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    breaker.shutdown();
    await eventually(() => peer.server.requests.length === 4);

    const limited = await scriptedPeer({
      totalTimeoutMs: 150,
      attemptTimeoutMs: 100,
      retry: { maxRetries: 3, baseDelayMs: 10, maxDelayMs: 20 },
      circuit: { mode: 'off' },
    });
    const { ending } = await limited.asked([faults.neverAnswer()], () => limited.ours.get('/'));
    expect(ending).toMatchObject({ code: 'ETIMEDOUT' });
    await eventually(() => limited.server.requests.every(({ abandoned }) => abandoned));
    expect(limited.server.requests).toHaveLength(1);
  });

  it('A9: calls of a dead dependency send as few requests as the circuit needs to open', async () => {
    const breaker = new CircuitBreaker((): Promise<unknown> => peer.naive.get('/'), {
      timeout: false,
      volumeThreshold: 20,
      rollingPercentilesEnabled: false,
    });
    const naively = await peer.asked(down, async () => {
      for (let call = 0; call < CALLS; call += 1) await breaker.fire().catch(() => undefined);
    });
    breaker.shutdown();
    expect(naively.requests).toHaveLength(80);

    const guarded = await scriptedPeer({ circuit: { minCalls: 20 } });
    const { requests } = await guarded.asked(down, async () => {
      for (let call = 0; call < CALLS; call += 1) await guarded.ours.get('/').catch(() => undefined);
    });
    expect(requests).toHaveLength(20);
  });

  it('A10: a call that the circuit turns away is not repeated', async () => {
    const send = axios.getAdapter('http');
    const breaker = new CircuitBreaker((config: InternalAxiosRequestConfig) => send(config), {
      timeout: false,
      rollingPercentilesEnabled: false,
    });
    breaker.open();
    const wrapped = await scriptedPeer();
    wrapped.naive.defaults.adapter = (config) =>
      breaker.fire(config).catch((error: Error) => {
        throw AxiosError.from(error, AxiosError.ERR_NETWORK, config);
      });
    let turnedAway = 0;
    breaker.on('reject', () => (turnedAway += 1));
    await wrapped.asked(down, () => wrapped.naive.get('/'));
    breaker.shutdown();
    expect(turnedAway).toBe(4);

    const guarded = await scriptedPeer({ circuit: { minCalls: 1 } });
    await guarded.asked(down, () => guarded.ours.get('/'));
    guarded.told.length = 0;
    const { ending, requests } = await guarded.asked(down, () => guarded.ours.get('/'));
    expect(ending).toBeInstanceOf(CircuitOpenError);
    expect(requests).toEqual([]);
    expect(guarded.told.map(({ type }) => type)).toEqual(['rejection', 'call']);
  });

  it('A11: whether to repeat is a plain yes or no', async () => {
    const undecided = await scriptedPeer({}, { retryCondition: (async () => undefined) as never });
    const wrong = [faults.respond({ status: 400 })];
    expect((await undecided.asked(wrong, () => undecided.naive.post('/'))).requests).toHaveLength(4);
    expect((await undecided.asked(wrong, () => undecided.ours.post('/'))).requests).toHaveLength(1);
  });

  it('A12, A15: whoever listens to retries can neither replace the failure nor hears of some that never were', async () => {
    let exceeded = 0;
    const listening = await scriptedPeer(
      {},
      {
        retries: 0,
        onMaxRetryTimesExceeded: () => void (exceeded += 1),
      },
    );
    await listening.asked([faults.respond({ status: 404 })], () => listening.naive.get('/'));
    expect(exceeded).toBe(1);
    await listening.asked([faults.respond({ status: 404 })], () => listening.ours.get('/'));
    expect(listening.told.map(({ type }) => type)).toEqual(['attempt', 'call']);

    const throwing = await scriptedPeer(
      { circuit: { mode: 'off' } },
      {
        onRetry: () => {
          throw new Error('telemetry bug');
        },
      },
    );
    expect((await throwing.asked(down, () => throwing.naive.get('/'))).ending).toMatchObject({
      message: 'telemetry bug',
    });
    expect((await throwing.asked(down, () => throwing.ours.get('/'))).ending).toMatchObject({
      response: { status: 503 },
    });
  });
});
