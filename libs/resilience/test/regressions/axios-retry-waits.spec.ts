import { faults } from '@baluarte/testing';
import axiosRetry, { DEFAULT_OPTIONS, exponentialDelay } from 'axios-retry';
import type { AxiosError } from 'axios';
import { Backoff } from '../../src/retry/backoff.js';
import { retryAfterMs } from '../../src/retry/retry-after.js';
import { endPeers, scriptedPeer } from '../support/counting-server.js';

type Peer = Awaited<ReturnType<typeof scriptedPeer>>;

const later = (value: string) => faults.respond({ status: 503, headers: { 'Retry-After': value } });
const answering = (value: string) =>
  ({ response: { headers: { 'retry-after': value } } }) as unknown as AxiosError;

describe('axios-retry on its own, and our client: how long is waited', () => {
  let peer: Peer;

  beforeEach(async () => {
    peer = await scriptedPeer({ circuit: { mode: 'off' } });
  });
  afterEach(endPeers);

  it('A2c, A2d: there is a limit for one attempt and another for all of them', async () => {
    const budgeted = await scriptedPeer({
      attemptTimeoutMs: 100,
      totalTimeoutMs: 350,
      retry: { baseDelayMs: 10, maxDelayMs: 20, minAttemptMs: 80 },
      circuit: { mode: 'off' },
    });
    const { requests } = await budgeted.asked([faults.neverAnswer()], () => budgeted.ours.get('/'));
    expect(requests.length).toBeGreaterThan(1);
    expect(requests.length).toBeLessThan(4);
    expect(budgeted.told.at(-1)).toMatchObject({ type: 'call', result: 'failed_retried' });

    const shrinking = await scriptedPeer({}, { retryCondition: () => true, shouldResetTimeout: false });
    const { requests: once } = await shrinking.asked([faults.neverAnswer()], () =>
      shrinking.naive.get('/', { timeout: 50 }),
    );
    expect(once).toHaveLength(1);
    const resetting = await scriptedPeer({}, { retryCondition: () => true, shouldResetTimeout: true });
    const { requests: all } = await resetting.asked([faults.neverAnswer()], () =>
      resetting.naive.get('/', { timeout: 50 }),
    );
    expect(all).toHaveLength(4);
  });

  it('A4: a dependency that asks for a day is not waited for', async () => {
    expect(axiosRetry.exponentialDelay(1, answering('86400'))).toBeGreaterThanOrEqual(86_400_000);
    const { requests, ending } = await peer.asked([later('86400')], () => peer.ours.get('/'));
    expect(requests).toHaveLength(1);
    expect(ending).toMatchObject({ response: { status: 503 } });
    expect(peer.told.filter(({ type }) => type === 'rejection')).toMatchObject([{ by: 'deadline' }]);
  });

  it('A4: what a dependency asks for is the least that is waited, in seconds or as a date', async () => {
    for (const value of ['1', new Date(Date.now() + 2_500).toUTCString()]) {
      peer.told.length = 0;
      const { ending } = await peer.asked([later(value), faults.respond({ body: {} })], () =>
        peer.ours.get('/'),
      );
      expect(ending).toMatchObject({ status: 200 });
      const [retry] = peer.told.filter(({ type }) => type === 'retry');
      expect(retry).toMatchObject({ reason: 'status_503' });
      expect((retry as { delayMs: number }).delayMs).toBeGreaterThanOrEqual(value === '1' ? 1_000 : 100);
    }
    expect(retryAfterMs('99999999999999')).toBeUndefined();
  });

  it('A5: there is a wait before every repetition, and it grows', async () => {
    const unanswered = {} as AxiosError;
    expect([1, 2, 3].map((retry) => DEFAULT_OPTIONS.retryDelay(retry, unanswered))).toEqual([0, 0, 0]);
    const { requests } = await peer.asked([faults.respond({ status: 503 })], () => peer.ours.get('/'));
    expect(requests).toHaveLength(4);
    expect(peer.clock.waits).toHaveLength(3);
    const [first = 0, second = 0, third = 0] = peer.clock.waits;
    expect(first).toBeGreaterThan(20);
    expect(second).toBeGreaterThan(first);
    expect(third).toBeGreaterThan(second);
  });

  it('A17: no wait is longer than its limit, however many there were', () => {
    expect(exponentialDelay(12)).toBeGreaterThan(400_000);
    for (const jitter of ['decorrelated', 'full'] as const) {
      const backoff = new Backoff({ baseDelayMs: 100, maxDelayMs: 1_000, jitter }, () => 0.999);
      const waits = Array.from({ length: 2_000 }, () => backoff.next());
      expect(Math.max(...waits)).toBeLessThanOrEqual(1_000);
      expect(waits.every((wait) => wait >= 0)).toBe(true);
    }
  });
});
