import { gzipSync } from 'node:zlib';
import { TraceServer } from '../src/observe/trace-server.js';
import { TraceStore } from '../src/observe/trace-store.js';

const TRACE_ID = 'c0bec50f1e34a1231af87d5762286f5e';
const EXPORT = JSON.stringify({
  resourceSpans: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: 'orders' } }] },
      scopeSpans: [
        {
          scope: { name: 'by-hand' },
          spans: [
            {
              traceId: TRACE_ID,
              spanId: '1af87d5762286f5e',
              name: 'POST /orders',
              kind: 2,
              startTimeUnixNano: '1000000',
              endTimeUnixNano: '3500000',
            },
          ],
        },
      ],
    },
  ],
});

describe('TraceServer', () => {
  let server: TraceServer;
  let reports: string[];

  beforeEach(async () => {
    reports = [];
    const address = { host: '127.0.0.1', port: 0 };
    server = await TraceServer.start(new TraceStore(100), address, (text) => reports.push(text));
  });

  afterEach(() => server.close());

  const post = (path: string, body: string | Buffer, headers: Record<string, string> = {}) =>
    fetch(server.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: new Uint8Array(Buffer.from(body)),
    });
  const get = async (path: string) => {
    const response = await fetch(server.url + path);
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      text: await response.text(),
    };
  };

  it.each([
    ['as it is', EXPORT, {}],
    ['gzipped', gzipSync(EXPORT), { 'content-encoding': 'gzip' }],
  ])('shows as plain text what was exported %s', async (_how, body, headers) => {
    expect((await post('/v1/traces', body, headers)).status).toBe(200);
    expect(await get(`/traces/${TRACE_ID.toUpperCase()}`)).toEqual({
      status: 200,
      type: 'text/plain; charset=utf-8',
      text: 'orders server POST /orders 2.5 ms\n',
    });
  });

  it.each(['/v1/logs', '/v1/metrics'])('takes what comes to %s and forgets it', async (path) => {
    expect((await post(path, EXPORT)).status).toBe(200);
    expect((await get(`/traces/${TRACE_ID}`)).status).toBe(404);
  });

  it('says what to do about a trace that is not there', async () => {
    expect(await get(`/traces/${TRACE_ID}`)).toMatchObject({
      status: 404,
      text:
        `There is no trace ${TRACE_ID} here: traces arrive a second after the answer, so ask again; ` +
        'only the last 100 spans are kept.\n',
    });
  });

  it('says what a trace id is when it is asked for something else', async () => {
    const { status, text } = await get('/traces/c0bec50f');
    expect([status, text]).toEqual([
      404,
      'A trace id is 32 hexadecimal digits: take the trace_id of an answer or of a log line.\n',
    ]);
  });

  it('says what it is there for to whoever only knows its port', async () => {
    expect(await get('/')).toMatchObject({
      status: 200,
      text: expect.stringContaining('/traces/<trace_id>'),
    });
    expect(await get('/elsewhere')).toMatchObject({ status: 404 });
  });

  it('refuses what is no export, says so, and goes on', async () => {
    expect((await post('/v1/traces', '{"resourceSpans": [{')).status).toBe(400);
    expect((await post('/v1/traces', 'no gzip', { 'content-encoding': 'gzip' })).status).toBe(400);
    expect(reports).toEqual([
      expect.stringMatching(/^error: an export to \/v1\/traces could not be read: SyntaxError/),
      expect.stringMatching(/^error: an export to \/v1\/traces could not be read: Error/),
    ]);
    expect((await post('/elsewhere', EXPORT)).status).toBe(404);
    expect((await post('/v1/traces', EXPORT)).status).toBe(200);
  });

  it('answers whatever path it is asked for, and goes on', async () => {
    expect((await get('//')).status).toBe(404);
    expect((await get('/traces/%')).status).toBe(404);
    expect((await get('/')).status).toBe(200);
  });

  it('says that a trace cannot be shown, and goes on', async () => {
    const nameless = EXPORT.replace('"by-hand"', '7');
    expect((await post('/v1/traces', nameless)).status).toBe(200);
    expect(await get(`/traces/${TRACE_ID}`)).toMatchObject({
      status: 500,
      text: `Trace ${TRACE_ID} cannot be shown.\n`,
    });
    expect(reports).toEqual([expect.stringMatching(`^error: trace ${TRACE_ID} cannot be shown: TypeError`)]);
    expect((await get('/')).status).toBe(200);
  });

  it('refuses an export that is larger than any exporter makes, packed or not', async () => {
    const large = Buffer.alloc(17 * 1024 * 1024, ' ');
    expect((await post('/v1/traces', gzipSync(large), { 'content-encoding': 'gzip' })).status).toBe(400);
    await post('/v1/traces', large).catch(() => undefined);
    expect(reports).toEqual([expect.stringContaining('RangeError'), expect.stringContaining('RangeError')]);
    expect((await post('/v1/traces', EXPORT)).status).toBe(200);
  });
});
