import { faults, FaultServer, type FaultScenario } from '@baluarte/testing';
import { describeCallFailure } from '../src/describe-call-failure.js';
import { endPeers, scriptedPeer } from './support/counting-server.js';

type Method = 'get' | 'post' | 'post with a key';

interface Expectation {
  /** Attempts on the wire, by what may be repeated. */
  readonly attempts: Readonly<Record<Method, number>>;
  /** What `describeCallFailure` makes of it; undefined when the call succeeds. */
  readonly failure: object | undefined;
  readonly reason: string;
}

const UNSAFE_ONCE = { get: 4, post: 1, 'post with a key': 4 };
const ONCE = { get: 1, post: 1, 'post with a key': 1 };
const cutOff = { type: 'no_answer', reason: 'reset', executed: 'unknown' };
const unreadable = { type: 'invalid_answer' };
const answer = (status: number, rest = {}) => ({ type: 'answer', status, ...rest });

const SCENARIOS: Readonly<Record<string, readonly [FaultScenario, Expectation]>> = {
  'an answer': [faults.respond({ body: {} }), { attempts: ONCE, failure: undefined, reason: 'ok' }],
  'a reset before anything was read': [
    faults.resetBeforeReading(),
    { attempts: UNSAFE_ONCE, failure: cutOff, reason: 'reset' },
  ],
  'a reset before the headers': [
    faults.resetBeforeHeaders(),
    { attempts: UNSAFE_ONCE, failure: cutOff, reason: 'reset' },
  ],
  'a reset after the headers': [
    faults.resetAfterHeaders(),
    { attempts: UNSAFE_ONCE, failure: unreadable, reason: 'bad_answer' },
  ],
  'half a body': [faults.halfABody(), { attempts: UNSAFE_ONCE, failure: unreadable, reason: 'bad_answer' }],
  silence: [
    faults.neverAnswer(),
    {
      attempts: UNSAFE_ONCE,
      failure: { type: 'no_answer', reason: 'timeout', executed: 'unknown' },
      reason: 'timeout',
    },
  ],
  'a body that never ends': [
    faults.neverEndBody(),
    {
      attempts: UNSAFE_ONCE,
      failure: { type: 'no_answer', reason: 'timeout', executed: 'unknown' },
      reason: 'timeout',
    },
  ],
  'something that is not HTTP': [
    faults.garbage(),
    { attempts: UNSAFE_ONCE, failure: unreadable, reason: 'bad_answer' },
  ],
  'broken JSON': [faults.brokenJson(), { attempts: ONCE, failure: unreadable, reason: 'bad_answer' }],
  '429 with seconds': [
    faults.retryAfterSeconds(429, 0),
    { attempts: UNSAFE_ONCE, failure: answer(429, { retryAfterSeconds: 0 }), reason: 'status_429' },
  ],
  '503 with seconds': [
    faults.retryAfterSeconds(503, 0),
    { attempts: UNSAFE_ONCE, failure: answer(503, { retryAfterSeconds: 0 }), reason: 'status_503' },
  ],
  '503 with a date that has passed': [
    faults.retryAfterDate(503, new Date(0)),
    { attempts: UNSAFE_ONCE, failure: answer(503, { retryAfterSeconds: 0 }), reason: 'status_503' },
  ],
  '503 with a date of tomorrow': [
    faults.retryAfterDate(503, new Date(Date.now() + 86_400_000)),
    { attempts: ONCE, failure: answer(503), reason: 'status_503' },
  ],
  '500': [faults.respond({ status: 500 }), { attempts: ONCE, failure: answer(500), reason: 'status_500' }],
  '501': [faults.respond({ status: 501 }), { attempts: ONCE, failure: answer(501), reason: 'status_501' }],
  '502': [
    faults.respond({ status: 502 }),
    { attempts: UNSAFE_ONCE, failure: answer(502), reason: 'status_502' },
  ],
  '504': [
    faults.respond({ status: 504 }),
    { attempts: UNSAFE_ONCE, failure: answer(504), reason: 'status_504' },
  ],
  '404': [faults.respond({ status: 404 }), { attempts: ONCE, failure: answer(404), reason: 'status_404' }],
  '408': [
    faults.respond({ status: 408 }),
    { attempts: UNSAFE_ONCE, failure: answer(408), reason: 'status_408' },
  ],
  'a redirect': [
    faults.respond({ status: 302, headers: { location: '/elsewhere' } }),
    { attempts: ONCE, failure: unreadable, reason: 'ok' },
  ],
};

describe.each(['undici', 'http'] as const)('over %s', (transport) => {
  afterEach(endPeers);

  const cases = Object.entries(SCENARIOS).flatMap(([name, [scenario, expected]]) =>
    (['get', 'post', 'post with a key'] as const).map((method) => ({ name, method, scenario, expected })),
  );

  // The http adapter reports an answer that is not HTTP, or ends too soon, by codes of its own.
  const ofBoth = cases.filter(
    ({ name }) =>
      transport === 'undici' ||
      !['half a body', 'a reset after the headers', 'something that is not HTTP'].includes(name),
  );

  it.each(ofBoth)('$method meets $name', async ({ method, scenario, expected }) => {
    const { asked, ours, told, clock } = await scriptedPeer({
      transport,
      attemptTimeoutMs: 150,
      retry: { maxDelayMs: 120 },
      circuit: { mode: 'off' },
    });
    const headers = { 'Idempotency-Key': 'one' };
    const { ending, requests } = await asked([scenario], () =>
      method === 'get' ? ours.get('/') : ours.post('/', { a: 1 }, method === 'post' ? {} : { headers }),
    );
    const attempts = expected.attempts[method];
    expect(requests).toHaveLength(attempts);
    if (expected.failure === undefined) expect(ending).toMatchObject({ status: 200, data: {} });
    else expect(describeCallFailure(ending)).toMatchObject(expected.failure);
    const keys = requests
      .map((request) => request.headers['idempotency-key'])
      .filter((key) => key !== undefined);
    expect(new Set(keys).size).toBeLessThanOrEqual(1);
    expect(told.filter(({ type }) => type === 'attempt')).toHaveLength(attempts);
    expect(told.filter(({ type }) => type === 'retry')).toHaveLength(attempts - 1);
    expect(told.find(({ type }) => type === 'attempt')).toMatchObject({
      attempt: 1,
      reason: expected.reason,
    });
    expect(told.at(-1)).toMatchObject({ type: 'call', attempts });
    expect(clock.waits.every((wait) => wait >= 0 && wait <= 120)).toBe(true);
  });

  it('nobody listens: any request is sent again, for nothing was sent', async () => {
    const port = await FaultServer.refusingPort();
    const peer = await scriptedPeer({
      transport,
      baseURL: `http://127.0.0.1:${port}`,
      circuit: { mode: 'off' },
    });
    const error: unknown = await peer.ours.post('/', {}).catch((reason: unknown) => reason);
    expect(describeCallFailure(error)).toEqual({ type: 'no_answer', reason: 'refused', executed: 'no' });
    expect(peer.told.at(-1)).toMatchObject({ type: 'call', result: 'failed_retried', attempts: 4 });
  });

  it('a slow body is read to its end if it comes in time', async () => {
    const { asked, ours } = await scriptedPeer({ transport });
    const slow = faults.slowBody({
      bytesPerTick: 20,
      everyMs: 5,
      body: JSON.stringify({ long: 'x'.repeat(100) }),
    });
    const { ending } = await asked([slow], () => ours.get('/'));
    expect(ending).toMatchObject({ data: { long: 'x'.repeat(100) } });
  });

  it('a connection that the server closes after each answer is not used again', async () => {
    const { asked, ours, server } = await scriptedPeer({ transport });
    await asked([faults.closeConnectionHeader({ body: {} })], async () => {
      await ours.get('/');
      await ours.get('/');
    });
    expect(server.connections).toBe(2);
  });
});
