import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, freePort } from '@baluarte/testing';
import { alongStream, Edge, type Pair, type Stream } from './support/edge.js';
import { ours } from './support/ours.js';
import { pump } from './support/pump.js';

const STREAMS: readonly Stream[] = ['upstream', 'downstream'];
/** More than the buffers of the system and of the proxy hold together. */
const MUCH_BYTES = 64_000_000;
/** What they may hold: the system's socket buffers on both sides, and a little of the proxy. */
const BUFFERS_BYTES = 24_000_000;

describe('a connection through the fault proxy', () => {
  let edge: Edge;

  beforeAll(async () => {
    edge = await Edge.start(ours());
  });
  afterEach(() => edge.reset());
  afterAll(() => edge.close());

  it.each(STREAMS)('stays open %s when the other direction has ended', async (stream) => {
    const { from, to } = alongStream(stream, await edge.open());
    to.socket.end();
    await eventually(() => from.endedMs !== undefined);
    from.send('still open');
    await to.hasReceived(10);
    expect(from.closedMs).toBeUndefined();
    from.socket.end();
    await from.isClosed();
    await to.isClosed();
    expect([from.errorCode, to.errorCode]).toEqual([undefined, undefined]);
  });

  it.each(STREAMS)('passes a reset on %s', async (stream) => {
    const { from, to } = alongStream(stream, await edge.open());
    from.socket.resetAndDestroy();
    await to.isClosed();
    expect(to.errorCode).toBe('ECONNRESET');
  });

  it.each(STREAMS)('gets RST from a reset_peer that was added after it was opened, %s', async (stream) => {
    const { from, to } = alongStream(stream, await edge.open());
    await edge.addToxic({ type: 'reset_peer', stream });
    from.send('a');
    await from.isClosed();
    await to.isClosed();
    expect([from.errorCode, to.errorCode]).toEqual(['ECONNRESET', 'ECONNRESET']);
  });

  it('gets no RST from a reset_peer of toxicity 0', async () => {
    await edge.addToxic({ type: 'reset_peer', toxicity: 0 });
    const { client, server } = await edge.open();
    server.socket.end('bye');
    await eventually(() => client.endedMs !== undefined);
    client.socket.end();
    await client.isClosed();
    await server.isClosed();
    expect(client.received.toString()).toBe('bye');
    expect([client.errorCode, server.errorCode]).toEqual([undefined, undefined]);
  });

  it('gets what a reset_peer held that is removed before its time', async () => {
    await edge.addToxic({ type: 'reset_peer', attributes: { timeout: 60_000 } });
    const { client, server } = await edge.open();
    server.send('held');
    await sleep(50);
    await edge.removeToxic('reset_peer_downstream');
    await client.hasReceived(4);
  });

  it('is accepted and then closed when its server is unreachable', async () => {
    const upstream = `127.0.0.1:${await freePort()}`;
    const { upstream: before } = (await edge.control.done('GET', '/proxies/edge')) as { upstream: string };
    await edge.control.done('PATCH', '/proxies/edge', { upstream });
    const client = await edge.dial();
    client.send('hello?');
    await client.isOver();
    await edge.control.done('PATCH', '/proxies/edge', { upstream: before });
    expect([client.errorCode, client.receivedBytes]).toEqual([undefined, 0]);
  });

  it.each([
    ['no toxic', undefined],
    ['latency', { type: 'latency', attributes: { latency: 60_000 } }],
    ['a stalled bandwidth', { type: 'bandwidth', attributes: { rate: 0 } }],
  ])('lets a sender wait for a receiver that does not read, with %s', async (_what, toxic) => {
    if (toxic !== undefined) await edge.addToxic(toxic);
    const { client, server } = await edge.open();
    client.socket.pause();
    const taken = pump(server.socket, MUCH_BYTES);
    let before = -1;
    await eventually(async () => {
      const stands = taken.bytes === before;
      before = taken.bytes;
      await sleep(300);
      return stands;
    });
    expect(taken.bytes).toBeGreaterThan(0);
    expect(taken.bytes).toBeLessThan(BUFFERS_BYTES);
    if (toxic !== undefined) return;
    client.socket.resume();
    await client.hasReceived(MUCH_BYTES);
    expect(client.receivedBytes).toBe(MUCH_BYTES);
  });

  it('is one of thousands that work at once', async () => {
    const pairs: Pair[] = [];
    while (pairs.length < 2_000) {
      const clients = await Promise.all(Array.from({ length: 200 }, () => edge.dial()));
      await eventually(() => edge.accepted.length === pairs.length + clients.length);
      for (const client of clients) pairs.push({ client, server: edge.accepted[pairs.length] ?? client });
    }
    for (const [index, { client }] of pairs.entries()) client.send(`${index};`);
    await eventually(() => edge.accepted.every(({ receivedBytes }) => receivedBytes > 0), 20_000);
    for (const { socket, received } of edge.accepted) socket.end(received);
    await eventually(() => pairs.every(({ client }) => client.endedMs !== undefined), 20_000);
    expect(pairs.filter(({ client }, index) => client.received.toString() !== `${index};`)).toHaveLength(0);
  });
});
