import { setTimeout as sleep } from 'node:timers/promises';
import { alongStream, Edge, type Stream } from './support/edge.js';
import { proxyServers } from './support/proxy-servers.js';

const STREAMS: readonly Stream[] = ['upstream', 'downstream'];
const cases = proxyServers().flatMap((server) => STREAMS.map((stream) => ({ ...server, stream })));

describe.each(cases)('a toxic of $name, $stream', ({ start, stream }) => {
  let edge: Edge;

  beforeAll(async () => {
    edge = await Edge.start({ start });
  });
  afterEach(() => edge.reset());
  afterAll(() => edge.close());

  const open = async () => alongStream(stream, await edge.open());
  const add = (type: string, attributes: object) => edge.addToxic({ type, stream, attributes });

  it('latency: bytes arrive late, and in order', async () => {
    await add('latency', { latency: 150 });
    const { from, to } = await open();
    const sentMs = from.send('a');
    from.send('b');
    expect((await to.hasReceived(2)) - sentMs).toBeGreaterThanOrEqual(150);
    expect(to.received.toString()).toBe('ab');
  });

  it('latency: the other direction is not slowed', async () => {
    await add('latency', { latency: 60_000 });
    const { from, to } = await open();
    to.send('back');
    await from.hasReceived(4);
    expect(to.receivedBytes).toBe(0);
  });

  it('latency: jitter stays between less and more', async () => {
    await add('latency', { latency: 100, jitter: 50 });
    const { from, to } = await open();
    const sentMs = from.send('a');
    expect((await to.hasReceived(1)) - sentMs).toBeGreaterThanOrEqual(50);
  });

  it('bandwidth: so many bytes take their time, and flow', async () => {
    await add('bandwidth', { rate: 100 });
    const { from, to } = await open();
    const sentMs = from.send(Buffer.alloc(50_000, 'x'));
    const firstMs = await to.hasReceived(1);
    const lastMs = await to.hasReceived(50_000);
    expect(lastMs - sentMs).toBeGreaterThanOrEqual(450);
    expect(to.arrivals.length).toBeGreaterThan(1);
    expect(firstMs).toBeLessThan(lastMs);
  });

  it('bandwidth: a rate of 0 lets nothing through', async () => {
    await add('bandwidth', { rate: 0 });
    const { from, to } = await open();
    from.send('a');
    await sleep(150);
    expect(to.receivedBytes).toBe(0);
  });

  it('slow_close: bytes arrive at once, the end late', async () => {
    await add('slow_close', { delay: 200 });
    const { from, to } = await open();
    from.send('a');
    await to.hasReceived(1);
    const endedMs = performance.now();
    from.socket.end();
    expect((await to.isOver()) - endedMs).toBeGreaterThanOrEqual(200);
  });

  it('timeout: nothing arrives, and the connection is closed', async () => {
    await add('timeout', { timeout: 200 });
    const beginMs = performance.now();
    const { from, to } = await open();
    from.send('a');
    expect((await to.isOver()) - beginMs).toBeGreaterThanOrEqual(200);
    expect(to.receivedBytes).toBe(0);
    await from.isOver();
  });

  it('timeout: with 0 it hangs until the toxic is removed', async () => {
    await add('timeout', { timeout: 0 });
    const { from, to } = await open();
    from.send('a');
    await sleep(200);
    expect(to.endedMs ?? to.closedMs).toBeUndefined();
    await edge.removeToxic(`timeout_${stream}`);
    await to.isOver();
    expect(to.receivedBytes).toBe(0);
  });

  it('reset_peer: both ends get RST after the first bytes', async () => {
    await add('reset_peer', { timeout: 100 });
    const { from, to } = await open();
    await sleep(150);
    expect(to.closedMs ?? from.closedMs).toBeUndefined();
    const sentMs = from.send('a');
    expect((await to.isClosed()) - sentMs).toBeGreaterThanOrEqual(100);
    await from.isClosed();
    expect([from.errorCode, to.errorCode]).toEqual(['ECONNRESET', 'ECONNRESET']);
    expect(to.receivedBytes).toBe(0);
  });

  it('slicer: bytes arrive in slices with time between them', async () => {
    await add('slicer', { average_size: 100, size_variation: 20, delay: 20_000 });
    const { from, to } = await open();
    const content = Buffer.from(Array.from({ length: 1_000 }, (_value, index) => index % 251));
    const sentMs = from.send(content);
    expect((await to.hasReceived(1_000)) - sentMs).toBeGreaterThanOrEqual(100);
    expect(to.arrivals.length).toBeGreaterThan(3);
    expect(to.received).toEqual(content);
  });

  it('limit_data: so many bytes arrive, then both ends are closed', async () => {
    await add('limit_data', { bytes: 10 });
    const { from, to } = await open();
    from.send('123456');
    await to.hasReceived(6);
    from.send('789012');
    await to.isOver();
    await from.isOver();
    expect(to.received.toString()).toBe('1234567890');
  });

  it('toxics work one after the other', async () => {
    await add('limit_data', { bytes: 3 });
    await add('latency', { latency: 100 });
    const { from, to } = await open();
    const sentMs = from.send('12345');
    expect((await to.isOver()) - sentMs).toBeGreaterThanOrEqual(100);
    expect(to.received.toString()).toBe('123');
  });

  it('toxicity 0 hits no connection', async () => {
    await edge.addToxic({ type: 'timeout', stream, toxicity: 0, attributes: { timeout: 0 } });
    const { from, to } = await open();
    from.send('a');
    await to.hasReceived(1);
  });
});
