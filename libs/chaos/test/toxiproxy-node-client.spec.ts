import { type Latency, Toxiproxy, ToxiproxyError } from 'toxiproxy-node-client';
import { Edge } from './support/edge.js';
import { proxyServers, type RunningServer } from './support/proxy-servers.js';

const EDGE = { name: 'edge', listen: '127.0.0.1:0', upstream: '127.0.0.1:9' };
const LATENCY = {
  ...({ name: 'slow', type: 'latency', stream: 'downstream', toxicity: 1 } as const),
  attributes: { latency: 150, jitter: 0 },
};

describe.each(proxyServers())('toxiproxy-node-client with $name', ({ start }) => {
  let running: RunningServer;
  let toxiproxy: Toxiproxy;

  beforeEach(async () => {
    running = await start();
    toxiproxy = new Toxiproxy(running.url);
  });
  afterEach(() => running.close());

  it('reads the version', async () => {
    expect(await toxiproxy.getVersion()).toContain('2.');
  });

  it('creates, finds, changes and removes a proxy', async () => {
    const created = await toxiproxy.createProxy(EDGE);
    const found = await toxiproxy.get('edge');
    expect(found.toJson()).toEqual(created.toJson());
    const { listen, upstream } = found;
    expect((await found.update({ enabled: false, listen, upstream })).enabled).toBe(false);
    await found.remove();
    expect(await toxiproxy.getAll()).toEqual({});
    await expect(toxiproxy.get('edge')).rejects.toThrow(ToxiproxyError);
  });

  it('populates and resets', async () => {
    const proxies = await toxiproxy.populate([EDGE, { ...EDGE, name: 'second', enabled: false }]);
    expect(Object.keys(proxies)).toEqual(['edge', 'second']);
    await proxies['edge']?.addToxic(LATENCY);
    await toxiproxy.reset();
    const all = Object.values(await toxiproxy.getAll());
    expect(all.map(({ name, enabled }) => ({ name, enabled }))).toEqual([
      { name: 'edge', enabled: true },
      { name: 'second', enabled: true },
    ]);
    await expect(proxies['edge']?.getToxic('slow')).rejects.toThrow(ToxiproxyError);
  });

  it('adds, finds, changes and removes a toxic', async () => {
    const proxy = await toxiproxy.createProxy(EDGE);
    const toxic = await proxy.addToxic<Latency>(LATENCY);
    expect((await proxy.getToxic<Latency>('slow')).toJson()).toEqual(LATENCY);
    const changed = await toxic.update({ ...LATENCY, attributes: { latency: 10, jitter: 2 } });
    expect(changed.attributes).toEqual({ latency: 10, jitter: 2 });
    await toxic.remove();
    await expect(proxy.getToxic('slow')).rejects.toThrow(ToxiproxyError);
  });
});

describe.each(proxyServers())('a toxic that toxiproxy-node-client adds to $name', ({ start }) => {
  it('slows a real connection', async () => {
    let url = '';
    const edge = await Edge.start({
      start: async () => {
        const running = await start();
        url = running.url;
        return running;
      },
    });
    const proxy = await new Toxiproxy(url).get('edge');
    await proxy.addToxic(LATENCY);
    const { client, server } = await edge.open();
    const sentMs = server.send('a');
    const receivedMs = await client.hasReceived(1);
    await edge.close();
    expect(receivedMs - sentMs).toBeGreaterThanOrEqual(150);
  });
});
