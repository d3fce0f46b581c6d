import { getEventListeners } from 'node:events';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import axios, { type AxiosRequestConfig, type CancelToken } from 'axios';
import { eventually, faults, FaultServer, FullBacklog } from '@baluarte/testing';
import { UndiciTransport } from '../../src/transport/undici-transport.js';
import { rejection } from './outcome.js';
import { openTransport, TRANSPORT_NAMES, type OpenTransport } from './transports.js';

const listeners = (signal: AbortSignal) => getEventListeners(signal, 'abort').length;
const subscribers = (token: CancelToken) =>
  (token as unknown as { _listeners: unknown[] | null })._listeners?.length ?? 0;

let server: FaultServer;
let controller: AbortController;

beforeEach(async () => {
  server = await FaultServer.start();
  controller = new AbortController();
});

afterEach(() => server.close());

describe.each(TRANSPORT_NAMES)('a call over the %s transport that is cancelled', (name) => {
  let transport: OpenTransport;

  beforeEach(() => {
    transport = openTransport(name);
  });

  afterEach(() => transport.close());

  const call = (config: AxiosRequestConfig = {}) =>
    transport.client.request<unknown>({ url: server.url, signal: controller.signal, ...config });

  it('before it begins reaches nobody', async () => {
    const transformRequest = () => controller.abort();
    expect(await rejection(call({ transformRequest }))).toMatchObject({
      code: 'ERR_CANCELED',
      name: 'CanceledError',
      message: 'canceled',
    });
    expect(server.requests).toHaveLength(0);
    expect(listeners(controller.signal)).toBe(0);
  });

  it.each([
    ['while it waits for an answer', faults.neverAnswer(), {}],
    [
      'while it waits for an answer to its data',
      faults.neverAnswer(),
      { method: 'post', data: 'x'.repeat(100_000) },
    ],
    ['while it reads the answer', faults.neverEndBody(), {}],
    [
      'while it decodes the answer',
      faults.respond({ headers: { 'content-encoding': 'gzip', 'content-length': 100 } }),
      {},
    ],
  ])('%s ends its connection', async (_when, fault, config) => {
    server.script(fault);
    const error = rejection(call(config));
    await eventually(() => server.requests.length === 1);
    expect(listeners(controller.signal)).toBe(1);
    controller.abort();
    expect(await error).toMatchObject({ code: 'ERR_CANCELED', name: 'CanceledError', message: 'canceled' });
    expect(axios.isCancel(await error)).toBe(true);
    await eventually(() => server.openConnections === 0);
    expect(listeners(controller.signal)).toBe(0);
  });

  it('by its token tells why, and leaves nothing on the token', async () => {
    server.script(faults.neverAnswer());
    const source = axios.CancelToken.source();
    const error = rejection(call({ cancelToken: source.token }));
    await eventually(() => server.requests.length === 1);
    expect(subscribers(source.token)).toBe(1);
    source.cancel('not needed');
    expect(await error).toMatchObject({ code: 'ERR_CANCELED', message: 'not needed' });
    await eventually(() => server.requests[0]?.abandoned === true);
    expect(subscribers(source.token)).toBe(0);
    expect(listeners(controller.signal)).toBe(0);
  });

  it('while its stream is read ends the stream and the connection', async () => {
    server.script(faults.neverEndBody());
    const { data } = await call({ responseType: 'stream' });
    const stream = data as Readable;
    const ended = new Promise<Error>((resolve) => stream.once('error', resolve));
    stream.resume();
    expect(listeners(controller.signal)).toBe(1);
    controller.abort();
    expect(await ended).toMatchObject({ code: 'ERR_CANCELED' });
    await eventually(() => server.requests[0]?.abandoned === true);
    await eventually(() => listeners(controller.signal) === 0);
  });

  it('by nobody leaves nothing on the signal, however it ends', async () => {
    server.script(
      faults.respond({ body: 'fine' }),
      faults.respond({ status: 500 }),
      faults.resetBeforeHeaders(),
      faults.halfABody(),
      faults.neverAnswer(),
    );
    await call();
    expect(listeners(controller.signal)).toBe(0);
    for (let failed = 0; failed < 3; failed += 1) {
      await rejection(call());
      expect(listeners(controller.signal)).toBe(0);
    }
    expect(await rejection(call({ timeout: 100 }))).toMatchObject({ code: 'ECONNABORTED' });
    expect(listeners(controller.signal)).toBe(0);
    await eventually(() => server.requests.at(-1)?.abandoned === true);
  });

  it('by nobody leaves nothing on the token, and no timer', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
    const { token } = axios.CancelToken.source();
    await call();
    const before = timers();
    await call({ cancelToken: token, timeout: 600_000 });
    await rejection(call({ cancelToken: token, timeout: 600_000, validateStatus: () => false }));
    expect(subscribers(token)).toBe(0);
    await eventually(() => timers() <= before);
  });

  it('by nobody goes on for as long as its stream is read', async () => {
    server.script(faults.slowBody({ bytesPerTick: 1, everyMs: 40, body: 'abcdefghij' }));
    const { data } = await call({ responseType: 'stream', timeout: 200 });
    expect(await text(data as Readable)).toBe('abcdefghij');
  });

  it('by nobody leaves nothing on the signal when its stream was read', async () => {
    server.script(faults.respond({ body: 'fine' }));
    const { data } = await call({ responseType: 'stream' });
    (data as Readable).resume();
    await eventually(() => listeners(controller.signal) === 0);
    controller.abort();
    expect((data as Readable).errored).toBeNull();
  });

  it('is one whose stream is destroyed by its reader', async () => {
    server.script(faults.neverEndBody());
    const { data } = await call({ responseType: 'stream' });
    (data as Readable).destroy();
    await eventually(() => server.requests[0]?.abandoned === true);
    await eventually(() => listeners(controller.signal) === 0);
  });
});

describe('a call over the undici transport that is cancelled', () => {
  it('while it waits for a connection never reaches the server, and harms no other call', async () => {
    server.script(faults.respond({ body: 'first', afterMs: 200 }), faults.respond({ body: 'third' }));
    const transport = new UndiciTransport({ connections: 1 });
    const client = axios.create({ baseURL: server.url, adapter: transport.adapter });
    const first = client.get('/first');
    const second = rejection(client.get('/second', { signal: controller.signal }));
    const data = Readable.from(['a']);
    const stream = rejection(client.post('/stream', data, { signal: controller.signal }));
    const third = client.get('/third');
    await eventually(() => server.requests.length === 1);
    controller.abort();
    expect(await second).toMatchObject({ code: 'ERR_CANCELED' });
    expect(await stream).toMatchObject({ code: 'ERR_CANCELED' });
    expect(data.destroyed).toBe(true);
    expect(server.requests).toHaveLength(1);
    expect((await first).data).toBe('first');
    expect((await third).data).toBe('third');
    expect(server.requests.map(({ path }) => path)).toEqual(['/first', '/third']);
    expect(server.connections).toBe(1);
    expect(listeners(controller.signal)).toBe(0);
    await transport.destroy();
  });

  it('before it begins opens no connection, and ends the stream of its data', async () => {
    const transport = new UndiciTransport();
    const source = axios.CancelToken.source();
    const data = Readable.from(['a']);
    const transformRequest = (same: unknown) => {
      source.cancel();
      return same;
    };
    const config = {
      transformRequest,
      cancelToken: source.token,
      signal: controller.signal,
      timeout: 600_000,
    };
    await rejection(axios.post(server.url, data, { ...config, adapter: transport.adapter }));
    expect(data.destroyed).toBe(true);
    expect(listeners(controller.signal)).toBe(0);
    expect(transport.stats().size).toBe(0);
    await transport.destroy();
    expect(server.connections).toBe(0);
  });

  it('while it connects ends at once', async () => {
    const backlog = await FullBacklog.start();
    const transport = new UndiciTransport({ connectTimeoutMs: 60_000 });
    const error = rejection(
      axios.get(backlog.url, { adapter: transport.adapter, signal: controller.signal }),
    );
    await eventually(() => transport.stats().pending === 1);
    controller.abort();
    expect(await error).toMatchObject({ code: 'ERR_CANCELED' });
    await transport.destroy();
    await backlog.close();
  });

  it('while its stream is not read holds no more than a little of it', async () => {
    server.script(faults.respond({ body: 'x'.repeat(20_000_000) }));
    const transport = new UndiciTransport();
    const config = { adapter: transport.adapter, responseType: 'stream', signal: controller.signal } as const;
    const { data } = await axios.get<Readable>(server.url, config);
    data.once('readable', () => undefined);
    await eventually(() => data.readableLength > 0);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(data.readableLength).toBeLessThan(1_000_000);
    data.on('error', () => undefined);
    controller.abort();
    await eventually(() => server.requests[0]?.abandoned === true);
    await transport.destroy();
  });
});
