import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { freePort, FullBacklog } from '@baluarte/testing';
import { FaultProxy, type FaultProxyOptions, ListenError } from '../src/index.js';
import { Control, portOf } from './support/control.js';

const refused = async (port: number) => {
  const [error] = (await once(connect(port, '127.0.0.1'), 'error')) as [NodeJS.ErrnoException];
  return error.code === 'ECONNREFUSED';
};

describe('starting the fault proxy', () => {
  it('opens the proxies that it is given, and tells where it is steered', async () => {
    const proxies = [
      { name: 'orders_stock', listen: '127.0.0.1:0', upstream: '127.0.0.1:9' },
      { name: 'orders_psp', listen: '127.0.0.1:0', upstream: 'localhost:9', enabled: false },
    ];
    const proxy = await FaultProxy.start({ port: 0, proxies });
    const listed = await new Control(proxy.url).done('GET', '/proxies');
    await proxy.close();
    expect(listed).toMatchObject({ orders_stock: { enabled: true }, orders_psp: { enabled: false } });
    expect(proxy.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(proxy.seed).toBe(1);
  });

  it('lists every wrong option in one message', async () => {
    const wrong = {
      ...{ host: '', port: 70_000, seed: -1, colour: 'red' },
      proxies: [
        { name: 'a', listen: 'nowhere', upstream: '127.0.0.1:99999' },
        { name: 'a', listen: ':1', upstream: ':2', enabled: 'yes', speed: 1 },
      ],
    } as unknown as FaultProxyOptions;
    await expect(FaultProxy.start(wrong)).rejects.toThrow(
      new TypeError(
        'Options of the fault proxy are wrong: ' +
          'colour is not an option (options are host, port, proxies, seed, signal); ' +
          'host is "" but must be a host name; ' +
          'port is 70000 but must be a whole number from 0 to 65535; ' +
          'seed is -1 but must be a whole number from 0 to 4294967295; ' +
          'proxies[0].listen is "nowhere" but must be host:port; ' +
          'proxies[0].upstream is "127.0.0.1:99999" but must be host:port; ' +
          'proxies[1].speed is not an option (options are name, listen, upstream, enabled); ' +
          'proxies[1].enabled is "yes" but must be true or false; ' +
          'two proxies are called a.',
      ),
    );
  });

  it('names the proxy and the port that is in use, and leaves nothing behind', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const first = await freePort();
    const starting = FaultProxy.start({
      port: 0,
      proxies: [
        { name: 'orders_stock', listen: `127.0.0.1:${first}`, upstream: '127.0.0.1:9' },
        { name: 'orders_psp', listen: `127.0.0.1:${port}`, upstream: '127.0.0.1:9' },
      ],
    });
    const error = await starting.then(String, (reason: unknown) => reason);
    taken.close();
    expect(error).toBeInstanceOf(ListenError);
    expect(error).toMatchObject({
      message: `Proxy orders_psp cannot listen on 127.0.0.1:${port}: the port is in use; stop what uses it, or choose another port.`,
      code: 'EADDRINUSE',
    });
    expect(await refused(first)).toBe(true);
  });

  it('names the control API when its port is in use', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const message = await FaultProxy.start({ port }).then(String, String);
    taken.close();
    expect(message).toContain(`The control API cannot listen on 127.0.0.1:${port}: the port is in use`);
  });

  it('does not start when it is aborted before', async () => {
    const signal = AbortSignal.abort(new Error('Changed my mind.'));
    await expect(FaultProxy.start({ port: 0, signal })).rejects.toThrow('Changed my mind.');
  });
});

describe('closing the fault proxy', () => {
  async function startWithClient(signal?: AbortSignal) {
    const upstream = createServer((socket) => socket.on('error', () => socket.destroy())).listen(
      0,
      '127.0.0.1',
    );
    await once(upstream, 'listening');
    const proxy = await FaultProxy.start({ port: 0, ...(signal && { signal }) });
    const port = await new Control(proxy.url).createProxy('edge', (upstream.address() as AddressInfo).port);
    const client = connect(port, '127.0.0.1').resume();
    const closed = once(client, 'close');
    await once(client, 'connect');
    return { proxy, port, closed, controlPort: portOf({ listen: proxy.url }), end: () => upstream.close() };
  }

  it('ends listeners and connections, and may be asked twice', async () => {
    const { proxy, port, closed, controlPort, end } = await startWithClient();
    await Promise.all([proxy.close(), proxy.close()]);
    await closed;
    end();
    expect(await Promise.all([refused(port), refused(controlPort)])).toEqual([true, true]);
  });

  it('does not wait for a server that accepts no connection', async () => {
    const backlog = await FullBacklog.start();
    const proxy = await FaultProxy.start({ port: 0 });
    const port = await new Control(proxy.url).createProxy('edge', backlog.port);
    const client = connect(port, '127.0.0.1');
    const closed = once(client, 'close');
    await once(client, 'connect');
    await proxy.close();
    await closed;
    await backlog.close();
  });

  it('happens when its signal is aborted', async () => {
    const abort = new AbortController();
    const { proxy, port, closed, end } = await startWithClient(abort.signal);
    abort.abort();
    await closed;
    await proxy.close();
    end();
    expect(await refused(port)).toBe(true);
  });
});
