import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { AxiosRequestConfig } from 'axios';
import { faults, FaultServer } from '@baluarte/testing';
import { outcomeOf, type Outcome } from './outcome.js';
import { BODIES, encoded, ENCODINGS, HEADERS, LIMITS, STATUSES, text } from './response-cases.js';
import { openTransport, TRANSPORT_NAMES, type OpenTransport, type TransportName } from './transports.js';

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

function call(name: TransportName, config: AxiosRequestConfig): Promise<Outcome> {
  const { client } = transports.get(name) as OpenTransport;
  return outcomeOf(client, { url: server.url, ...config });
}

describe.each([
  ['body', BODIES],
  ['content encoding', ENCODINGS],
  ['limit', LIMITS],
  ['status', STATUSES],
  ['header', HEADERS],
])('an answer over the undici transport has the same %s as over the http adapter', (_part, cases) => {
  it.each(cases)('with %s', async (_name, answer, config, expected) => {
    server.script(faults.respond(answer));
    const ours = await call('undici', config);
    expect(ours).toEqual(await call('http', config));
    expect(ours).toMatchObject(expected);
  });
});

describe('a response over the undici transport', () => {
  it('tells its request without headers and body, and its config', async () => {
    server.script(faults.respond());
    const { client } = transports.get('undici') as OpenTransport;
    const response = await client.post(`${server.url}/a?b=1`, 'secret', {
      auth: { username: 'u', password: 'p' },
    });
    expect(response.request).toEqual({ method: 'POST', origin: server.url, path: '/a?b=1' });
    expect(response.config.url).toBe(`${server.url}/a?b=1`);
  });

  it('is the last one, after early hints', async () => {
    server.script({
      reads: 'everything',
      play: ({ response }) => {
        response.writeEarlyHints({ link: '</style.css>; rel=preload' });
        response.end('final');
      },
    });
    const ours = await call('undici', {});
    expect(ours).toMatchObject({ status: 200, data: 'final' });
    expect(ours).toEqual(await call('http', {}));
  });

  it('counts although the server did not wait for all data', async () => {
    server.script({ reads: 'head', play: ({ response }) => response.writeHead(413).end('too much') });
    const { client, close } = openTransport('undici');
    const config = {
      url: server.url,
      method: 'post',
      data: new Readable({
        read() {
          this.push('x'.repeat(1_000));
        },
      }),
    };
    expect(await outcomeOf(client, config)).toMatchObject({ status: 413, data: 'too much' });
    expect(config.data.destroyed).toBe(true);
    await close();
  });

  it('is an error when its judge throws, where the http adapter never answers and ends the process', async () => {
    server.script(faults.respond());
    const validateStatus = () => {
      throw new Error('judge');
    };
    expect(await call('undici', { validateStatus })).toMatchObject({
      error: { name: 'Error', message: 'judge', isAxiosError: true },
    });
  });

  it('keeps its connection after an answer that was read to its end, decoded or not', async () => {
    const before = server.connections;
    const { client, close } = openTransport('undici');
    server.script(
      faults.respond(encoded('gzip', gzipSync(text))),
      faults.respond({ status: 500, body: 'x' }),
      faults.respond({ body: text }),
    );
    await client.get(server.url);
    await outcomeOf(client, { url: server.url });
    await outcomeOf(client, { url: server.url, responseType: 'stream' });
    await client.get(server.url);
    // undici takes a second one when a call follows another at once.
    expect(server.connections - before).toBeLessThanOrEqual(2);
    await close();
  });
});
