import { setTimeout as sleep } from 'node:timers/promises';
import { alongStream, Edge, type Stream } from './support/edge.js';
import { proxyServers } from './support/proxy-servers.js';

const STREAMS: readonly Stream[] = ['upstream', 'downstream'];
const cases = proxyServers().flatMap((server) => STREAMS.map((stream) => ({ ...server, stream })));

describe.each(cases)('a live connection through $name, $stream', ({ start, stream }) => {
  let edge: Edge;

  beforeAll(async () => {
    edge = await Edge.start({ start });
  });
  afterEach(() => edge.reset());
  afterAll(() => edge.close());

  const open = async () => alongStream(stream, await edge.open());
  const add = (type: string, attributes: object) => edge.addToxic({ type, stream, attributes });

  it('meets a toxic that is added later', async () => {
    const { from, to } = await open();
    from.send('a');
    await to.hasReceived(1);
    await add('latency', { latency: 150 });
    const sentMs = from.send('b');
    expect((await to.hasReceived(2)) - sentMs).toBeGreaterThanOrEqual(150);
  });

  it('gets what a removed latency held, and is fast again', async () => {
    await add('latency', { latency: 60_000 });
    const { from, to } = await open();
    from.send('held');
    await sleep(100);
    expect(to.receivedBytes).toBe(0);
    await edge.removeToxic(`latency_${stream}`);
    await to.hasReceived(4);
    from.send(' free');
    await to.hasReceived(9);
    expect(to.received.toString()).toBe('held free');
  });

  it('gets what a removed bandwidth held', async () => {
    await add('bandwidth', { rate: 1 });
    const { from, to } = await open();
    from.send(Buffer.alloc(20_000, 'x'));
    await sleep(50);
    await edge.removeToxic(`bandwidth_${stream}`);
    await to.hasReceived(20_000);
    expect(to.receivedBytes).toBe(20_000);
  });

  it('gets what a removed slicer held, whole', async () => {
    await add('slicer', { average_size: 10, size_variation: 2, delay: 5_000_000 });
    const { from, to } = await open();
    from.send('0123456789'.repeat(20));
    await sleep(50);
    await edge.removeToxic(`slicer_${stream}`);
    await to.hasReceived(200);
    expect(to.received.toString()).toBe('0123456789'.repeat(20));
  });

  it('ends at once when a slow close is removed', async () => {
    await add('slow_close', { delay: 60_000 });
    const { from, to } = await open();
    from.socket.end();
    await sleep(100);
    expect(to.endedMs).toBeUndefined();
    await edge.removeToxic(`slow_close_${stream}`);
    await to.isOver();
  });

  it('follows an update while bytes are held', async () => {
    await add('latency', { latency: 60_000 });
    const { from, to } = await open();
    from.send('a');
    await sleep(50);
    await edge.updateToxic(`latency_${stream}`, { attributes: { latency: 0 } });
    await to.hasReceived(1);
    await edge.updateToxic(`latency_${stream}`, { attributes: { latency: 150 } });
    const sentMs = from.send('b');
    expect((await to.hasReceived(2)) - sentMs).toBeGreaterThanOrEqual(150);
  });

  it('counts on from what has passed when a limit is raised', async () => {
    await add('limit_data', { bytes: 10 });
    const { from, to } = await open();
    from.send('12345');
    await to.hasReceived(5);
    await edge.updateToxic(`limit_data_${stream}`, { attributes: { bytes: 12 } });
    from.send('67890123');
    await to.isOver();
    expect(to.received.toString()).toBe('123456789012');
  });

  it('is spared from an update on that sets toxicity 0', async () => {
    await add('latency', { latency: 60_000 });
    const { from, to } = await open();
    await edge.updateToxic(`latency_${stream}`, { toxicity: 0 });
    from.send('a');
    await to.hasReceived(1);
  });

  it('is cut when its proxy is disabled, and new ones are refused until it is enabled', async () => {
    const { from, to } = await open();
    await edge.control.done('PATCH', '/proxies/edge', { enabled: false });
    await from.isOver();
    await to.isOver();
    await expect(edge.dial()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await edge.control.done('PATCH', '/proxies/edge', { enabled: true });
    const again = await open();
    again.from.send('a');
    await again.to.hasReceived(1);
  });
});
