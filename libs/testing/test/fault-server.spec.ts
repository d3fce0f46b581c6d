import { once } from 'node:events';
import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { eventually, faults, FaultServer, FullBacklog } from '../src/index.js';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly chunks: number;
}

const agent = new Agent({ keepAlive: true });
let server: FaultServer;

beforeEach(async () => {
  server = await FaultServer.start();
});

afterEach(() => server.close());
afterAll(() => agent.destroy());

/** Rejects with how far it came as a property of the error. */
function call(path = '/things?of=1', { method = 'GET', body = '', url = server.url } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let status: number | undefined;
    const soFar = () => ({ status, body: Buffer.concat(chunks).toString() });
    const fail = (error: Error) => reject(Object.assign(error, soFar()));
    const request = httpRequest(url + path, { method, agent }, (response) => {
      const { headers } = response;
      status = response.statusCode ?? 0;
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).once('error', fail);
      response.once('end', () => resolve({ ...soFar(), headers, chunks: chunks.length } as Answer));
    });
    request.once('error', fail);
    request.end(body);
  });
}

describe('a server that fails as its script says', () => {
  it('answers 200 without a script, and keeps what it received', async () => {
    expect(await call('/a?b=1', { method: 'POST', body: 'hello' })).toMatchObject({ status: 200, body: '' });
    expect(server.requests).toEqual([
      expect.objectContaining({
        method: 'POST',
        path: '/a?b=1',
        headers: expect.objectContaining({ host: `127.0.0.1:${server.port}` }),
        body: Buffer.from('hello'),
        abandoned: false,
      }),
    ]);
  });

  it('plays one scenario a request and repeats the last, on connections that stay open', async () => {
    server.script(
      faults.respond({ status: 503, headers: { 'x-try': '1' }, body: 'busy' }),
      faults.respond({ body: { id: 1 } }),
    );
    expect(await call()).toMatchObject({
      status: 503,
      headers: expect.objectContaining({ 'x-try': '1' }),
      body: 'busy',
    });
    expect(await call()).toMatchObject({ status: 200, body: '{"id":1}' });
    expect(await call()).toMatchObject({
      headers: expect.objectContaining({ 'content-type': 'application/json' }),
      body: '{"id":1}',
    });
    expect(server.connections).toBe(1);
    server.script(faults.respond({ status: 204 }));
    expect((await call()).status).toBe(204);
  });

  it('answers late', async () => {
    server.script(faults.respond({ afterMs: 50 }));
    const before = performance.now();
    await call();
    expect(performance.now() - before).toBeGreaterThan(45);
  });

  it('resets after it has read the request', async () => {
    server.script(faults.resetBeforeHeaders());
    await expect(call('/a', { method: 'POST', body: 'charge' })).rejects.toMatchObject({
      code: 'ECONNRESET',
    });
    expect(server.requests).toEqual([
      expect.objectContaining({ body: Buffer.from('charge'), abandoned: false }),
    ]);
  });

  it('resets a new connection before it reads, and an old one when a request begins', async () => {
    server.script(faults.resetBeforeReading(), faults.respond(), faults.resetBeforeReading());
    const socket = connect(server.port, '127.0.0.1');
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNRESET');
    expect(server.requests).toEqual([expect.objectContaining({ method: '', path: '' })]);
    await call();
    await expect(call('/b')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(server.requests).toHaveLength(3);
    expect(server.connections).toBe(2);
  });

  it('plays a scenario that a test makes up, be it before the body has come', async () => {
    server.script({ reads: 'head', play: ({ response }) => response.writeHead(413).end('too much') });
    const request = httpRequest(server.url, { method: 'POST' });
    request.on('error', () => undefined).write('the beginning');
    const [response] = (await once(request, 'response')) as [{ statusCode: number }];
    expect(response.statusCode).toBe(413);
    request.destroy();
  });

  it('resets after the headers', async () => {
    server.script(faults.resetAfterHeaders(201));
    await expect(call()).rejects.toMatchObject({ code: 'ECONNRESET', status: 201, body: '' });
  });

  it('ends the connection in the middle of a body', async () => {
    server.script(faults.halfABody());
    await expect(call()).rejects.toMatchObject({ message: 'aborted', status: 200, body: 'x'.repeat(500) });
  });

  it('sends a body drop by drop', async () => {
    server.script(faults.slowBody({ bytesPerTick: 2, everyMs: 20, body: 'abcdef' }));
    const { body, chunks } = await call();
    expect(body).toBe('abcdef');
    expect(chunks).toBeGreaterThan(1);
  });

  it('never answers, or never ends an answer, and sees the client go', async () => {
    server.script(faults.neverAnswer(), faults.neverEndBody());
    const silent = httpRequest(server.url);
    silent.on('error', () => undefined).end();
    await eventually(() => server.requests.length === 1);
    expect(server.requests[0]?.abandoned).toBe(false);
    silent.destroy();
    await eventually(() => server.requests[0]?.abandoned === true);

    const endless = httpRequest(server.url);
    endless.on('error', () => undefined).end();
    const [response] = (await once(endless, 'response')) as [NodeJS.ReadableStream];
    const [chunk] = (await once(response, 'data')) as [Buffer];
    expect(chunk.toString()).toBe('the beginning');
    endless.destroy();
    await eventually(() => server.requests[1]?.abandoned === true);
    await eventually(() => server.openConnections === 0);
  });

  it('sends what is not HTTP', async () => {
    server.script(faults.garbage());
    await expect(call()).rejects.toMatchObject({ code: expect.stringMatching(/^HPE_/) });
  });

  it('sends JSON that is cut off', async () => {
    server.script(faults.brokenJson());
    const { body, headers } = await call();
    expect(headers['content-type']).toBe('application/json');
    expect(() => JSON.parse(body) as unknown).toThrow(SyntaxError);
  });

  it('says when to come back, in seconds or as a date', async () => {
    const date = new Date('2030-01-02T03:04:05Z');
    server.script(faults.retryAfterSeconds(429, 7), faults.retryAfterDate(503, date));
    expect(await call()).toMatchObject({ status: 429, headers: { 'retry-after': '7' } });
    expect(await call()).toMatchObject({
      status: 503,
      headers: { 'retry-after': 'Wed, 02 Jan 2030 03:04:05 GMT' },
    });
  });

  it('closes the connection and says so', async () => {
    server.script(faults.closeConnectionHeader({ body: 'bye' }));
    expect(await call()).toMatchObject({ body: 'bye', headers: { connection: 'close' } });
    await call();
    expect(server.connections).toBe(2);
  });

  it('closes with a request unanswered, and more than once', async () => {
    server.script(faults.neverAnswer());
    const pending = call();
    await eventually(() => server.requests.length === 1);
    await Promise.all([server.close(), expect(pending).rejects.toMatchObject({ code: 'ECONNRESET' })]);
    await server.close();
  });
});

describe('a port without a service', () => {
  it('refuses connections', async () => {
    const url = `http://127.0.0.1:${await FaultServer.refusingPort()}`;
    await expect(call('/', { url })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('of a listener whose queue is full neither accepts nor refuses', async () => {
    const backlog = await FullBacklog.start();
    const socket = connect(backlog.port, '127.0.0.1');
    const seen: string[] = [];
    for (const event of ['connect', 'error', 'close']) socket.on(event, () => seen.push(event));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(seen).toEqual([]);
    expect(socket.connecting).toBe(true);
    socket.destroy();
    await backlog.close();
  });
});
