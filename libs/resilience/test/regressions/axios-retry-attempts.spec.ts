import { Readable } from 'node:stream';
import { faults } from '@baluarte/testing';
import axios from 'axios';
import { endPeers, scriptedPeer } from '../support/counting-server.js';

type Peer = Awaited<ReturnType<typeof scriptedPeer>>;

const KEY = { headers: { 'Idempotency-Key': 'k1' } };

describe('axios-retry on its own, and our client: what is sent again', () => {
  let peer: Peer;

  beforeEach(async () => {
    peer = await scriptedPeer({ circuit: { mode: 'off' } });
  });
  afterEach(endPeers);

  it('A1: a request that may have been acted on is repeated only with its idempotency key', async () => {
    const reset = [faults.resetBeforeHeaders()];
    const { requests: naively } = await peer.asked(reset, () => peer.naive.post('/pay', { amount: 1 }));
    expect(naively).toHaveLength(4);

    const { requests } = await peer.asked(reset, () => peer.ours.post('/pay', { amount: 1 }));
    expect(requests).toHaveLength(1);
    const { requests: withKey } = await peer.asked(reset, () => peer.ours.post('/pay', { amount: 1 }, KEY));
    expect(withKey.map(({ headers }) => headers['idempotency-key'])).toEqual(['k1', 'k1', 'k1', 'k1']);
  });

  it('A2: an attempt that took too long is repeated if the request may be, and only then', async () => {
    const silent = [faults.neverAnswer()];
    const { requests: naively } = await peer.asked(silent, () => peer.naive.get('/', { timeout: 30 }));
    expect(naively).toHaveLength(1);

    const quick = await scriptedPeer({
      attemptTimeoutMs: 200,
      retry: { maxDelayMs: 150 },
      circuit: { mode: 'off' },
    });
    const { requests } = await quick.asked(silent, () => quick.ours.get('/'));
    expect(requests).toHaveLength(4);
    const { requests: posted } = await quick.asked(silent, () => quick.ours.post('/', {}));
    expect(posted).toHaveLength(1);
  });

  it('A3: a call that its caller gave up is not repeated, not even for show', async () => {
    let phantoms = 0;
    const retrying = await scriptedPeer({}, { onRetry: () => void (phantoms += 1) });
    for (const client of [retrying.naive, retrying.ours]) {
      const controller = new AbortController();
      const call = retrying.asked([faults.neverAnswer()], () =>
        client.get('/', { signal: controller.signal }),
      );
      setTimeout(() => controller.abort(), 20);
      expect(axios.isCancel((await call).ending)).toBe(true);
    }
    expect(phantoms).toBeGreaterThan(0);
    expect(retrying.told.filter(({ type }) => type === 'retry')).toEqual([]);
  });

  it('A13: a body that can be read only once is not sent a second time, empty', async () => {
    const reset = [faults.resetBeforeHeaders(), faults.respond()];
    const body = () => Readable.from([Buffer.alloc(1_000)]);
    const { requests: naively } = await peer.asked(reset, () =>
      peer.naive.post('/', body(), { maxRedirects: 0 }),
    );
    expect(naively.length).toBeGreaterThan(1);

    const { requests } = await peer.asked(reset, () => peer.ours.post('/', body(), KEY));
    expect(requests.map((request) => request.body.length)).toEqual([1_000]);
  });

  it('A14: what will be the same the next time is not asked for again, and what passes is', async () => {
    const sent = async (client: 'naive' | 'ours', status: number) =>
      (await peer.asked([faults.respond({ status })], () => peer[client].get('/'))).requests.length;
    expect([await sent('naive', 501), await sent('naive', 408)]).toEqual([4, 1]);
    expect([await sent('ours', 501), await sent('ours', 408)]).toEqual([1, 4]);

    const long = [faults.respond({ body: 'x'.repeat(2_000) })];
    const { requests: naively } = await peer.asked(long, () => peer.naive.get('/', { maxContentLength: 10 }));
    const { requests } = await peer.asked(long, () => peer.ours.get('/', { maxContentLength: 10 }));
    expect([naively.length, requests.length]).toEqual([4, 1]);
  });

  it('A16: the idempotency key of an interceptor is the same for every attempt', async () => {
    for (const client of [peer.naive, peer.ours]) {
      let made = 0;
      client.interceptors.request.use((config) => {
        config.headers.set('Idempotency-Key', `k${(made += 1)}`);
        return config;
      });
    }
    const unavailable = [faults.respond({ status: 503 })];
    const keys = async (client: 'naive' | 'ours') =>
      (await peer.asked(unavailable, () => peer[client].get('/'))).requests.map(
        ({ headers }) => headers['idempotency-key'],
      );
    expect(new Set(await keys('naive')).size).toBeGreaterThan(1);
    expect(await keys('ours')).toEqual(['k1', 'k1', 'k1', 'k1']);
  });

  it('A18: a request says itself which status is fine', async () => {
    const retrying = await scriptedPeer({}, { validateResponse: ({ status }) => status < 300 });
    const missing = [faults.respond({ status: 404 })];
    const config = { validateStatus: (status: number) => status === 404 };
    const { ending: naively } = await retrying.asked(missing, () => retrying.naive.get('/', config));
    expect(naively).toBeInstanceOf(Error);
    const { ending } = await retrying.asked(missing, () => retrying.ours.get('/', config));
    expect(ending).toMatchObject({ status: 404 });
  });
});
