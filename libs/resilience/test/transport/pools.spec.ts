import axios from 'axios';
import { getGlobalDispatcher } from 'undici';
import { eventually, faults, FaultServer } from '@baluarte/testing';
import { UndiciTransport } from '../../src/transport/undici-transport.js';
import { rejection } from './outcome.js';

let server: FaultServer;

beforeEach(async () => {
  server = await FaultServer.start();
});

afterEach(() => server.close());

/** Many calls that overlap, whatever the speed of the machine. */
const overlapping = () => faults.respond({ body: 'x', afterMs: 20 });

describe('the connections of the undici transport', () => {
  it('are never more than allowed, and all calls get one', async () => {
    server.script(overlapping());
    const transport = new UndiciTransport({ connections: 7 });
    const client = axios.create({ adapter: transport.adapter });
    const calls = Array.from({ length: 100 }, () => client.get<string>(server.url));
    expect(transport.stats()).toMatchObject({ size: 100, queued: 93 });
    await eventually(() => transport.stats().running === 7);
    const answers = await Promise.all(calls);
    expect(answers.every(({ data }) => data === 'x')).toBe(true);
    expect(server.requests).toHaveLength(100);
    expect(server.connections).toBe(7);
    await eventually(() => transport.stats().free === 7);
    expect(transport.stats()).toEqual({ connected: 7, free: 7, pending: 0, running: 0, queued: 0, size: 0 });
    await transport.destroy();
    await eventually(() => server.openConnections === 0);
  });

  it('are used again', async () => {
    server.script(faults.respond({ body: 'x' }));
    const transport = new UndiciTransport();
    for (let call = 0; call < 20; call += 1) await axios.get(server.url, { adapter: transport.adapter });
    // undici takes a second one when a call follows another at once.
    expect(server.connections).toBeLessThanOrEqual(2);
    await transport.destroy();
  });

  it('are replaced when the server closes them after an answer', async () => {
    server.script(faults.closeConnectionHeader({ body: 'x' }));
    const transport = new UndiciTransport({ connections: 1 });
    for (let call = 1; call <= 3; call += 1) {
      await axios.get(server.url, { adapter: transport.adapter });
      expect(server.connections).toBe(call);
    }
    await transport.destroy();
  });

  it('are closed when they are not used', async () => {
    // A connection header of its own keeps Node from announcing how long it will keep the connection.
    server.script(faults.respond({ headers: { connection: 'keep-alive' } }));
    const transport = new UndiciTransport({ keepAliveTimeoutMs: 50 });
    await axios.get(server.url, { adapter: transport.adapter });
    expect(server.openConnections).toBe(1);
    await eventually(() => server.openConnections === 0);
    await transport.destroy();
  });

  it('to many origins are given up but for sixteen, except where a call is under way', async () => {
    const servers = await Promise.all(Array.from({ length: 20 }, () => FaultServer.start()));
    const transport = new UndiciTransport({ connections: 2 });
    const client = axios.create({ adapter: transport.adapter });
    const controller = new AbortController();
    servers[0]?.script(faults.neverAnswer());
    const busy = rejection(client.get(`${servers[0]?.url}/busy`, { signal: controller.signal }));
    await eventually(() => servers[0]?.requests.length === 1);
    for (const { url } of servers.slice(1, 16)) await client.get(url);
    await client.get(servers[1]?.url ?? '');
    for (const { url } of servers.slice(16)) await client.get(url);
    const givenUp = () =>
      servers.flatMap(({ openConnections }, index) => (openConnections === 0 ? [index] : []));
    await eventually(() => givenUp().length === 4);
    // The busy one, the one that was used again and the newest are kept.
    expect(givenUp()).toEqual([2, 3, 4, 5]);
    expect((await client.get(servers[2]?.url ?? '')).status).toBe(200);
    controller.abort();
    await busy;
    await transport.destroy();
    await Promise.all(servers.map((each) => each.close()));
  });
});

describe('the undici transport', () => {
  it('closes after the calls under way, and takes no more', async () => {
    server.script(faults.respond({ body: 'late', afterMs: 100 }));
    const transport = new UndiciTransport({ connections: 1 });
    const client = axios.create({ adapter: transport.adapter });
    const calls = [client.get<string>(server.url), client.get<string>(server.url)];
    await eventually(() => server.requests.length === 1);
    const closed = transport.close();
    const refused = await rejection(client.get(server.url));
    expect(refused).toMatchObject({ code: 'ERR_CANCELED', message: expect.stringContaining('was closed') });
    await closed;
    expect((await Promise.all(calls)).map(({ data }) => data)).toEqual(['late', 'late']);
    expect(server.requests).toHaveLength(2);
    await transport.close();
    await transport.destroy();
    expect(await rejection(client.get('http://127.0.0.1:1'))).toMatchObject({ code: 'ERR_CANCELED' });
  });

  it('ends everything under way when it is destroyed', async () => {
    server.script(faults.neverAnswer());
    const transport = new UndiciTransport({ connections: 1 });
    const client = axios.create({ adapter: transport.adapter });
    const calls = [rejection(client.get(server.url)), rejection(client.get(server.url))];
    await eventually(() => server.requests.length === 1);
    await transport.destroy();
    for (const call of calls) {
      expect(await call).toMatchObject({ code: 'ERR_CANCELED', cause: { code: 'UND_ERR_DESTROYED' } });
    }
    await eventually(() => server.openConnections === 0);
    expect(server.requests).toHaveLength(1);
    await transport.destroy();
  });

  it('leaves the global dispatcher alone', async () => {
    const before = getGlobalDispatcher();
    const transport = new UndiciTransport();
    await axios.get(server.url, { adapter: transport.adapter });
    expect(getGlobalDispatcher()).toBe(before);
    await transport.destroy();
  });

  it('says everything that is wrong with its options', () => {
    const options = { connections: 0, connectTimeoutMs: 1.5, retries: 3 };
    expect(() => new UndiciTransport(options)).toThrow(RangeError);
    expect(() => new UndiciTransport(options)).toThrow(
      /retries is no option \(known: connections.*; connections must be .* 1 to 10000, and is 0; connectTimeoutMs must be .* 1\.5\./,
    );
    expect(() => new UndiciTransport({ connections: 10_001 })).toThrow(/connections/);
    expect(() => new UndiciTransport({ headersTimeoutMs: -1, bodyTimeoutMs: Number.NaN })).toThrow(
      /headersTimeoutMs.*bodyTimeoutMs/,
    );
  });
});
