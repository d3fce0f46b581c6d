import { inspect } from 'node:util';
import axios from 'axios';
import { eventually, faults, FaultServer, FullBacklog } from '@baluarte/testing';
import { describeCallFailure } from '../../src/describe-call-failure.js';
import { UndiciTransport } from '../../src/transport/undici-transport.js';
import { rejection } from './outcome.js';

let server: FaultServer;

beforeEach(async () => {
  server = await FaultServer.start();
});

afterEach(() => server.close());

describe('a call over the undici transport', () => {
  it('has a limit for opening a connection, after which nothing was executed', async () => {
    const backlog = await FullBacklog.start();
    const transport = new UndiciTransport({ connectTimeoutMs: 100 });
    const before = performance.now();
    const error = await rejection(axios.get(backlog.url, { adapter: transport.adapter }));
    // undici's own limit would take a second.
    expect(performance.now() - before).toBeLessThan(900);
    expect(error).toMatchObject({ code: 'ETIMEDOUT', cause: { code: 'UND_ERR_CONNECT_TIMEOUT' } });
    expect(describeCallFailure(error)).toEqual({ type: 'no_answer', reason: 'unreachable', executed: 'no' });
    await transport.destroy();
    await backlog.close();
  });

  it('keeps a connection that was opened while the process was busy for longer than the limit', async () => {
    server.script(faults.respond({ body: 'fine' }));
    const transport = new UndiciTransport({ connectTimeoutMs: 50 });
    const answer = axios.get<string>(server.url, { adapter: transport.adapter });
    while (transport.stats().size === 0) await Promise.resolve();
    const busyUntil = performance.now() + 200;
    while (performance.now() < busyUntil);
    expect((await answer).data).toBe('fine');
    await transport.destroy();
  });

  it.each([
    ['headers', { headersTimeoutMs: 100 }, faults.neverAnswer(), 'UND_ERR_HEADERS_TIMEOUT'],
    ['body', { bodyTimeoutMs: 100 }, faults.neverEndBody(), 'UND_ERR_BODY_TIMEOUT'],
  ])('has a limit for waiting for the %s, after which nobody knows', async (_part, options, fault, cause) => {
    server.script(fault);
    const transport = new UndiciTransport(options);
    const error = await rejection(axios.get(server.url, { adapter: transport.adapter }));
    expect(error).toMatchObject({ code: 'ECONNABORTED', cause: { code: cause } });
    expect(error.response).toBeUndefined();
    expect(describeCallFailure(error)).toEqual({
      type: 'no_answer',
      reason: 'timeout',
      executed: 'unknown',
    });
    await transport.destroy();
  });
});

describe('an error of the undici transport', () => {
  it('has its config, its request and its cause, which hold no secret in the cause and the request', async () => {
    const transport = new UndiciTransport();
    const client = axios.create({
      adapter: transport.adapter,
      auth: { username: 'ann', password: 'pass-secret' },
    });
    for (const fault of [
      faults.resetBeforeHeaders(),
      faults.halfABody(),
      faults.garbage('answer-secret\r\n\r\n'),
    ]) {
      server.script(fault);
      const error = await rejection(client.post(`${server.url}/a`, 'body-secret'));
      expect(error.config?.url).toBe(`${server.url}/a`);
      expect(error.request).toEqual({ method: 'POST', origin: server.url, path: '/a' });
      expect(error.cause).toMatchObject({ message: expect.stringMatching(/./) });
      expect(inspect([error.cause, error.request], { depth: 8, showHidden: true })).not.toMatch(/secret/);
    }
    await transport.destroy();
  });

  it('tells what undici knows of a kept connection that was reset', async () => {
    server.script(faults.respond(), faults.respond(), faults.resetBeforeReading());
    const transport = new UndiciTransport({ connections: 1 });
    const client = axios.create({ adapter: transport.adapter });
    await client.get(server.url);
    await client.get(server.url);
    const error = await rejection(client.get(server.url));
    expect(error).toMatchObject({
      code: 'ECONNRESET',
      cause: { code: expect.stringMatching(/ECONNRESET|UND_ERR_SOCKET/) },
    });
    expect(server.connections).toBe(1);
    await transport.destroy();
  });

  it('leaves the transport usable', async () => {
    const transport = new UndiciTransport({ connections: 1 });
    const client = axios.create({ adapter: transport.adapter });
    const bad = [faults.resetBeforeHeaders(), faults.halfABody(), faults.garbage(), faults.neverEndBody()];
    for (const fault of bad) {
      server.script(fault, faults.respond({ body: { ok: true } }));
      await rejection(client.get(server.url, { timeout: 200 }));
      expect((await client.get(server.url)).data).toEqual({ ok: true });
    }
    await eventually(() => transport.stats().size === 0);
    await transport.destroy();
  });
});
