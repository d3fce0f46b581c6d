import { Readable } from 'node:stream';
import axios, { type AxiosRequestConfig } from 'axios';
import { faults, FaultServer, type ReceivedRequest } from '@baluarte/testing';
import { outcomeOf, type Outcome } from './outcome.js';
import { openTransport, TRANSPORT_NAMES, type OpenTransport, type TransportName } from './transports.js';

interface Sent {
  readonly outcome: Outcome;
  readonly received: { method: string; path: string; headers: Record<string, unknown>; body: string }[];
}

/** A function, because a body that is a stream can be sent once only. */
type Case = [name: string, config: () => AxiosRequestConfig, expected: Partial<ReceivedRequest> | RegExp];

const FORM_BOUNDARY = 'multipart/form-data; boundary=a-boundary-of-the-test';
const bytes = Uint8Array.from([0, 255, 128, 10]);

function form(): FormData {
  const data = new FormData();
  data.append('name', 'two\nlines "quoted"');
  data.append('file', new Blob(['contents'], { type: 'text/plain' }), 'a "file".txt');
  data.append('untyped', new Blob([bytes]), 'b');
  return data;
}

function oldForm(): { append(name: string, value: string): void; getBoundary(): string } {
  const { FormData: OldForm } = axios.defaults.env as unknown as {
    FormData: new () => ReturnType<typeof oldForm>;
  };
  const data = new OldForm();
  Object.assign(data, { _boundary: 'old-boundary-of-the-test' });
  data.append('a', 'b');
  return data;
}

const CASES: Case[] = [
  ['a base and a path', () => ({ url: '/a/b' }), { method: 'GET', path: '/a/b' }],
  ['a base with a path', () => ({ baseURL: `${server.url}/v1/`, url: 'a' }), { path: '/v1/a' }],
  ['no path', () => ({}), { path: '/' }],
  [
    'a query, a fragment, and params',
    () => ({ url: '/a?x=1#f', params: { y: [1, 'b c'], n: null, d: new Date(0) } }),
    { path: '/a?x=1&y%5B%5D=1&y%5B%5D=b+c&d=1970-01-01T00:00:00.000Z' },
  ],
  [
    'params of the web',
    () => ({ url: '/a', params: new URLSearchParams({ q: 'ü&' }) }),
    { path: '/a?q=%C3%BC%26' },
  ],
  [
    'params in words of its own',
    () => ({ url: '/a', params: { a: 1 }, paramsSerializer: { serialize: () => 'own=1' } }),
    { path: '/a?own=1' },
  ],
  ['letters that have to be escaped', () => ({ url: '/ä b/"c"' }), { path: '/%C3%A4%20b/%22c%22' }],
  [
    'an absolute address',
    () => ({ baseURL: 'http://other.invalid', url: `${server.url}/abs` }),
    { path: '/abs' },
  ],
  [
    'an absolute address that may not be one',
    () => ({ url: 'http://other.invalid/x', allowAbsoluteUrls: false }),
    { path: '/http://other.invalid/x' },
  ],
  [
    'the user of the config',
    () => ({ auth: { username: 'ann', password: 'sécret:1' }, headers: { Authorization: 'Bearer x' } }),
    { headers: { authorization: `Basic ${Buffer.from('ann:sécret:1').toString('base64')}` } },
  ],
  [
    'the user of the address',
    () => ({ url: server.url.replace('://', '://a%40b:c%3Ad@') }),
    { headers: { authorization: `Basic ${Buffer.from('a@b:c:d').toString('base64')}` } },
  ],
  ['a user agent', () => ({ headers: { 'user-agent': 'mine' } }), { headers: { 'user-agent': 'mine' } }],
  ['no user agent and no accept', () => ({ headers: { 'User-Agent': false, Accept: null } }), { path: '/' }],
  [
    'headers with several values, and with letters that no header can have',
    () => ({ headers: { 'X-List': ['a', 'b'], 'x-odd': ' é€\u0007\u{1f600} ' } }),
    { headers: { 'x-list': 'a, b', 'x-odd': 'é' } },
  ],
  [
    'a host of its own',
    () => ({ headers: { Host: 'virtual.example' } }),
    { headers: { host: 'virtual.example' } },
  ],
  [
    'what it can decode, zstd included',
    () => ({ transitional: { advertiseZstdAcceptEncoding: true } }),
    { headers: { 'accept-encoding': 'gzip, compress, deflate, br, zstd' } },
  ],
  [
    'the hop of a body, which is not its own to say',
    () => ({ method: 'post', data: Readable.from(['a']), headers: { 'Transfer-Encoding': 'chunked' } }),
    { body: Buffer.from('a') },
  ],
  ['HEAD', () => ({ method: 'head' }), { method: 'HEAD' }],
  ['OPTIONS', () => ({ method: 'options' }), { method: 'OPTIONS' }],
  ['DELETE', () => ({ method: 'delete' }), { method: 'DELETE', body: Buffer.alloc(0) }],
  ['DELETE with a body', () => ({ method: 'delete', data: { a: 1 } }), { body: Buffer.from('{"a":1}') }],
  ['GET with a body', () => ({ method: 'get', data: 'q' }), { body: Buffer.from('q') }],
  ['POST of nothing', () => ({ method: 'post' }), { headers: { 'content-length': '0' } }],
  ['POST of an empty text', () => ({ method: 'post', data: '' }), { headers: { 'content-length': '0' } }],
  [
    'PUT of JSON',
    () => ({ method: 'put', data: { ü: [1] } }),
    { headers: { 'content-type': 'application/json', 'content-length': '10' } },
  ],
  ['PATCH of a text', () => ({ method: 'patch', data: 'é' }), { body: Buffer.from('é') }],
  ['POST of a buffer', () => ({ method: 'post', data: Buffer.from(bytes) }), { body: Buffer.from(bytes) }],
  [
    'POST of a part of a buffer',
    () => ({ method: 'post', data: Buffer.from('abcdef').subarray(2, 4) }),
    { body: Buffer.from('cd') },
  ],
  ['POST of an array buffer', () => ({ method: 'post', data: bytes.buffer }), { body: Buffer.from(bytes) }],
  ['POST of a typed array', () => ({ method: 'post', data: bytes }), { body: Buffer.from(bytes) }],
  [
    'POST of search params',
    () => ({ method: 'post', data: new URLSearchParams({ a: 'b c' }) }),
    { body: Buffer.from('a=b+c') },
  ],
  [
    'POST of a form',
    () => ({ method: 'post', data: form(), headers: { 'Content-Type': FORM_BOUNDARY } }),
    { headers: { 'content-type': FORM_BOUNDARY } },
  ],
  [
    'POST of a form of the package form-data',
    () => ({ method: 'post', data: oldForm() }),
    { headers: { 'content-type': 'multipart/form-data; boundary=old-boundary-of-the-test' } },
  ],
  [
    'POST of a blob',
    () => ({ method: 'post', data: new Blob(['blob'], { type: 'text/x' }) }),
    { headers: { 'content-type': 'text/x', 'content-length': '4' }, body: Buffer.from('blob') },
  ],
  [
    'POST of a stream',
    () => ({ method: 'post', data: Readable.from([Buffer.from('ab'), Buffer.from('cd')]) }),
    { headers: { 'transfer-encoding': 'chunked' }, body: Buffer.from('abcd') },
  ],
  [
    'POST of a stream of known length',
    () => ({
      method: 'post',
      data: Readable.from([Buffer.from('abcd')]),
      headers: { 'content-length': '4' },
    }),
    { headers: { 'content-length': '4' }, body: Buffer.from('abcd') },
  ],
  [
    'a body within its limit',
    () => ({ method: 'post', data: 'abcd', maxBodyLength: 4 }),
    { body: Buffer.from('abcd') },
  ],
  [
    'a body above its limit',
    () => ({ method: 'post', data: 'abcde', maxBodyLength: 4 }),
    /ERR_BAD_REQUEST.*larger than maxBodyLength/,
  ],
  [
    'data of no known kind',
    () => ({ method: 'post', data: 5, transformRequest: [] }),
    /ERR_BAD_REQUEST.*must be a string/,
  ],
  ['an address without slashes', () => ({ url: 'http:/a' }), /ERR_INVALID_URL.*missing/],
  ['a protocol of its own', () => ({ url: 'ftp://a/b' }), /ERR_BAD_REQUEST.*Unsupported protocol ftp:/],
  [
    'params that cannot be written',
    () => ({
      params: { a: 1 },
      paramsSerializer: {
        serialize: () => {
          throw new Error('no');
        },
      },
    }),
    /ERR_BAD_REQUEST.*no/,
  ],
];

let server: FaultServer;
const transports = new Map<TransportName, OpenTransport>();

beforeAll(async () => {
  server = await FaultServer.start();
  for (const name of TRANSPORT_NAMES) transports.set(name, openTransport(name));
});

afterAll(async () => {
  for (const { close } of transports.values()) await close();
  await server.close();
});

async function send(name: TransportName, config: AxiosRequestConfig): Promise<Sent> {
  const before = server.requests.length;
  const { client } = transports.get(name) as OpenTransport;
  const outcome = await outcomeOf(client, { baseURL: server.url, ...config });
  const received = server.requests.slice(before).map(({ method, path, headers, body }) => {
    const { connection, ...others } = headers;
    // undici keeps no connection after HEAD, lest a server sends a body all the same.
    expect(connection).toBe(name === 'undici' && method === 'HEAD' ? 'close' : 'keep-alive');
    return { method, path, headers: others, body: body.toString('latin1') };
  });
  return { outcome, received };
}

describe('a request over the undici transport reaches the server as over the http adapter', () => {
  beforeEach(() => server.script(faults.respond({ body: { ok: true } })));

  it.each(CASES)('with %s', async (_name, config, expected) => {
    const theirs = await send('http', config());
    const ours = await send('undici', config());
    expect(ours).toEqual(theirs);
    if (expected instanceof RegExp) {
      expect(`${ours.outcome.error?.code}: ${ours.outcome.error?.message}`).toMatch(expected);
      expect(ours.received).toEqual([]);
    } else {
      const { body, ...others } = expected;
      expect(ours.received).toEqual([
        expect.objectContaining({
          ...others,
          ...(others.headers && { headers: expect.objectContaining(others.headers) }),
          ...(body && { body: body.toString('latin1') }),
        }),
      ]);
    }
  });

  it('and leaves the same headers in the config', async () => {
    const config = { url: '/a', method: 'post', data: { a: 1 }, auth: { username: 'a', password: 'b' } };
    const headersAfter = async (name: TransportName) => {
      const { client } = transports.get(name) as OpenTransport;
      const response = await client.request({ baseURL: server.url, ...config });
      return response.config.headers.toJSON();
    };
    const ours = await headersAfter('undici');
    expect(ours).toEqual(await headersAfter('http'));
    expect(JSON.stringify(ours)).not.toMatch(/basic/i);
  });
});
