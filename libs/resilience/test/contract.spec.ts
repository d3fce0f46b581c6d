import { faults, FaultServer, type FaultScenario } from '@baluarte/testing';
import { describeCallFailure } from '../src/describe-call-failure.js';
import type { ResilienceEvent } from '../src/events.js';
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

function storyLine(event: ResilienceEvent): string {
  if (event.type === 'attempt' || event.type === 'retry')
    return `${event.type} ${event.attempt}: ${event.reason}`;
  return `${event.type}: ${event.type === 'call' ? event.attempts : 'by' in event ? event.by : ''}`;
}

/** What is told of a call, in its order. */
function story(attempts: number, reason: string, method: Method, name: string): string[] {
  const isTooLate = name === '503 with a date of tomorrow' && method !== 'post';
  const repetitions = Array.from({ length: attempts - 1 }, (_, index) => [
    `retry ${index + 1}: ${reason}`,
    `attempt ${index + 2}: ${reason}`,
  ]);
  const rejection = isTooLate ? ['rejection: deadline'] : [];
  return [`attempt 1: ${reason}`, ...repetitions.flat(), ...rejection, `call: ${attempts}`];
}

describe.each(['undici', 'http'] as const)('over %s', (transport) => {
  afterEach(endPeers);

  const cases = Object.entries(SCENARIOS).flatMap(([name, [scenario, expected]]) =>
    (['get', 'post', 'post with a key'] as const).map((method) => ({ name, method, scenario, expected })),
  );

  it.each(cases)('$method meets $name', async ({ method, name, scenario, expected: usual }) => {
    // The http adapter gives no answer to an error that comes after the headers.
    const isOtherwise = transport === 'http' && name === 'a reset after the headers';
    const expected = isOtherwise ? { ...usual, failure: cutOff, reason: 'reset' } : usual;
    const { asked, ours, told } = await scriptedPeer({
      transport,
      totalTimeoutMs: 20_000,
      attemptTimeoutMs: expected.reason === 'timeout' ? 200 : 4_000,
      retry: { baseDelayMs: 50, maxDelayMs: 120 },
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
    const isRead = name !== 'a reset before anything was read';
    if (method === 'post with a key' && isRead)
      for (const request of requests) {
        expect(request.headers['idempotency-key']).toBe('one');
        expect(request.body.toString()).toBe('{"a":1}');
      }
    expect(told.map(storyLine)).toEqual(story(attempts, expected.reason, method, name));
    for (const event of told)
      if (event.type === 'retry') {
        expect(event.delayMs).toBeGreaterThan(0);
        expect(event.delayMs).toBeLessThanOrEqual(120);
      }
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
