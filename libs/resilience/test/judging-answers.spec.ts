import { faults, type FaultScenario } from '@baluarte/testing';
import type { AxiosInstance, AxiosRequestConfig } from 'axios';
import { describeCallFailure } from '../src/describe-call-failure.js';
import { endPeers, scriptedPeer } from './support/counting-server.js';

const PAGE = { body: '<html>Bad gateway</html>', headers: { 'content-type': 'text/html' } };

describe.each(['undici', 'http'] as const)('over %s', (transport) => {
  afterEach(endPeers);

  async function asked(scenario: FaultScenario, ask: (ours: AxiosInstance) => Promise<unknown>) {
    const peer = await scriptedPeer({ transport, circuit: { minCalls: 100 } });
    const { ending, requests } = await peer.asked([scenario], () => ask(peer.ours));
    const attempts = peer.told.flatMap((event) => (event.type === 'attempt' ? [event] : []));
    return { ending, sent: requests.length, attempts };
  }

  describe('an error answer that is no JSON, as of a gateway in between,', () => {
    it('is judged by its status: 503 passes, so it is asked again, as late as it says', async () => {
      const page = faults.respond({ ...PAGE, status: 503, headers: { ...PAGE.headers, 'retry-after': '0' } });
      const { ending, attempts } = await asked(page, (ours) => ours.get('/'));
      expect(attempts.map(({ reason }) => reason)).toEqual(Array<string>(4).fill('status_503'));
      expect(describeCallFailure(ending)).toEqual({
        type: 'answer',
        status: 503,
        body: PAGE.body,
        retryAfterSeconds: 0,
        executed: 'unknown',
      });
      expect(ending).toMatchObject({ message: 'Request failed with status code 503' });
    });

    it('is judged by its status: 404 says nothing against the dependency', async () => {
      const { ending, sent, attempts } = await asked(faults.respond({ ...PAGE, status: 404 }), (ours) =>
        ours.get('/'),
      );
      expect(attempts).toMatchObject([{ outcome: 'success', reason: 'status_404' }]);
      expect([sent, describeCallFailure(ending)]).toMatchObject([1, { type: 'answer', status: 404 }]);
    });

    it('is judged by its status: JSON that is cut off is a 500 all the same', async () => {
      const { ending, attempts } = await asked(faults.brokenJson(500), (ours) => ours.get('/'));
      expect(attempts).toMatchObject([{ outcome: 'failure', reason: 'status_500' }]);
      expect(describeCallFailure(ending)).toMatchObject({ type: 'answer', status: 500 });
    });
  });

  const unsendable: Readonly<Record<string, AxiosRequestConfig>> = {
    'a body above its own limit': { method: 'put', data: 'x'.repeat(100), maxBodyLength: 10 },
    'a body of an unknown kind': {
      method: 'put',
      data: { a: 1 },
      transformRequest: [(data: unknown) => data],
    },
    'a header that is none': { headers: { 'not a header': '1' } },
    'a method that is none': { method: 'NOT ONE' },
    'a protocol that nobody speaks': { url: 'ftp://127.0.0.1/' },
    'a URL that is none': { url: 'http://[::1' },
  };

  it.each(Object.entries(unsendable))(
    '%s is never sent, not tried again, and says nothing about the dependency',
    async (_name, config) => {
      const { sent, attempts } = await asked(faults.respond(), (ours) =>
        ours.request({ url: '/', repeatable: true, ...config }),
      );
      expect(sent).toBe(0);
      expect(attempts).toMatchObject([{ outcome: 'neutral', reason: 'not_sent' }]);
    },
  );

  it('a fault in the reading of an answer is not taken for a request that was never sent', async () => {
    const transformResponse = [(data: string) => (JSON.parse(data) as { a: { b: string } }).a.b];
    const { ending, attempts } = await asked(faults.respond({ body: {} }), (ours) =>
      ours.get('/', { transformResponse }),
    );
    expect(attempts).toMatchObject([{ outcome: 'failure', reason: 'bad_answer' }]);
    expect(ending).toMatchObject({ name: 'TypeError', cause: { name: 'TypeError' } });
    expect(describeCallFailure(ending)).toEqual({
      type: 'invalid_answer',
      detail: '200 with a body that could not be read',
    });
  });

  it('an answer that ends too soon is asked for again', async () => {
    const { sent, attempts } = await asked(faults.halfABody(), (ours) => ours.get('/'));
    expect(sent).toBe(4);
    expect(attempts[0]).toMatchObject({ outcome: 'failure', reason: 'bad_answer' });
  });
});

describe('an error of the network', () => {
  const unreachable = (syscall: string) =>
    Object.assign(new Error(`${syscall} EHOSTUNREACH`), { code: 'EHOSTUNREACH', syscall });

  it('that comes while connecting means that nothing was sent', () => {
    expect(describeCallFailure(unreachable('connect'))).toEqual({
      type: 'no_answer',
      reason: 'unreachable',
      executed: 'no',
    });
  });

  it('that comes on a connection that was there leaves open whether something was done', () => {
    const error = Object.assign(new Error('wrapped'), { code: 'EHOSTUNREACH', cause: unreachable('read') });
    for (const each of [error, unreachable('write')])
      expect(describeCallFailure(each)).toEqual({
        type: 'no_answer',
        reason: 'reset',
        executed: 'unknown',
      });
  });
});
