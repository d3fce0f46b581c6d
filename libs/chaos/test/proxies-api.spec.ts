import { Control, portOf } from './support/control.js';
import { proxyServers, type RunningServer } from './support/proxy-servers.js';

const EDGE = { name: 'edge', listen: '127.0.0.1:0', upstream: '127.0.0.1:9' };

describe.each(proxyServers())('proxies over the API of $name', ({ start }) => {
  let running: RunningServer;
  let api: Control;

  beforeAll(async () => {
    running = await start();
    api = new Control(running.url);
  });
  afterEach(async () => {
    for (const name of Object.keys((await api.done('GET', '/proxies')) as object))
      await api.done('DELETE', `/proxies/${name}`);
  });
  afterAll(() => running.close());

  it('tells a version', async () => {
    const { status, body } = await api.call('GET', '/version');
    expect(status).toBe(200);
    expect(body).toEqual({ version: expect.stringMatching(/^2\./) as string });
  });

  it('numbers its answers', async () => {
    expect((await api.call('GET', '/version')).headers.get('x-toxiproxy-request-id')).toBeTruthy();
  });

  it.each(['GET', 'POST'])('refuses %s of a browser', async (method) => {
    const { status } = await api.call(method, method === 'GET' ? '/proxies' : '/reset', undefined, {
      'User-Agent': 'Mozilla/5.0',
    });
    expect(status).toBe(403);
  });

  it.each([
    ['GET', '/nowhere', 404],
    ['DELETE', '/reset', 405],
  ])('answers %s %s with %d', async (method, path, status) => {
    expect((await api.call(method, path)).status).toBe(status);
  });

  it('creates a proxy on a free port, and tells the real one', async () => {
    const { status, body } = await api.call('POST', '/proxies', EDGE);
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: 'edge', upstream: EDGE.upstream, enabled: true, toxics: [] });
    expect(portOf(body)).toBeGreaterThan(0);
    expect((await api.call('GET', '/proxies/edge')).body).toEqual(body);
    expect((await api.call('GET', '/proxies')).body).toEqual({ edge: body });
  });

  it('creates a proxy that is disabled', async () => {
    expect(await api.done('POST', '/proxies', { ...EDGE, enabled: false })).toMatchObject({ enabled: false });
  });

  it('creates a proxy that needs no listen address', async () => {
    const { name, upstream } = EDGE;
    expect(portOf(await api.done('POST', '/proxies', { name, upstream }))).toBeGreaterThan(0);
  });

  it.each([
    ['no name', { upstream: EDGE.upstream }, 'missing required field: name'],
    ['no upstream', { name: 'edge' }, 'missing required field: upstream'],
    ['no JSON', 'nonsense', 'bad request body: '],
    ['a name that is a number', { ...EDGE, name: 5 }, 'bad request body: '],
  ])('refuses to create a proxy with %s', async (_what, body, message) => {
    const { status, ...answer } = await api.call('POST', '/proxies', body);
    expect(status).toBe(400);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(answer.body).toEqual({ error: expect.stringContaining(message) as string, status: 400 });
  });

  it('refuses a second proxy of one name', async () => {
    await api.done('POST', '/proxies', EDGE);
    const { status, body } = await api.call('POST', '/proxies', EDGE);
    expect(status).toBe(409);
    expect(body).toEqual({ error: 'proxy already exists', status: 409 });
  });

  it('answers 500 when the port is in use, and has no such proxy then', async () => {
    const port = portOf(await api.done('POST', '/proxies', EDGE));
    const other = { ...EDGE, name: 'other', listen: `127.0.0.1:${port}` };
    const { status, body } = await api.call('POST', '/proxies', other);
    expect(status).toBe(500);
    expect(body).toMatchObject({ error: expect.stringContaining(String(port)) as string, status: 500 });
    expect((await api.call('GET', '/proxies/other')).status).toBe(404);
  });

  it.each(['POST', 'PATCH'])('changes a proxy by %s; what is not given stays', async (method) => {
    const { listen } = (await api.done('POST', '/proxies', EDGE)) as { listen: string };
    const { status, body } = await api.call(method, '/proxies/edge', { enabled: false });
    expect(status).toBe(200);
    expect(body).toMatchObject({ ...EDGE, listen, enabled: false, toxics: [] });
    expect(
      await api.done(method, '/proxies/edge', { upstream: '127.0.0.1:10', enabled: true }),
    ).toMatchObject({
      ...{ ...EDGE, listen, upstream: '127.0.0.1:10', enabled: true, toxics: [] },
    });
  });

  it('keeps a proxy up that gets another upstream', async () => {
    await api.done('POST', '/proxies', EDGE);
    expect(await api.done('PATCH', '/proxies/edge', { upstream: '127.0.0.1:10' })).toMatchObject({
      enabled: true,
    });
  });

  it('deletes a proxy', async () => {
    await api.done('POST', '/proxies', EDGE);
    expect(await api.call('DELETE', '/proxies/edge')).toMatchObject({ status: 204, text: '' });
    expect((await api.call('GET', '/proxies')).body).toEqual({});
  });

  it.each(['GET', 'POST', 'PATCH', 'DELETE'])('answers %s of an unknown proxy with 404', async (method) => {
    const { status, body } = await api.call(method, '/proxies/edge', method === 'GET' ? undefined : {});
    expect(status).toBe(404);
    expect(body).toEqual({ error: 'proxy not found', status: 404 });
  });

  it('populates, in the order given', async () => {
    const list = [EDGE, { ...EDGE, name: 'second', enabled: false }];
    const { status, body } = await api.call('POST', '/populate', list);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      proxies: [
        { name: 'edge', enabled: true },
        { name: 'second', enabled: false },
      ],
    });
  });

  it('leaves a proxy alone that is populated as it is, toxics and all', async () => {
    const { listen } = (await api.done('POST', '/proxies', EDGE)) as { listen: string };
    await api.done('POST', '/proxies/edge/toxics', { type: 'latency' });
    const body = await api.done('POST', '/populate', [{ ...EDGE, listen, enabled: false }]);
    expect(body).toMatchObject({ proxies: [{ listen, enabled: true, toxics: [{ type: 'latency' }] }] });
  });

  it('replaces a proxy that is populated with another upstream', async () => {
    const { listen } = (await api.done('POST', '/proxies', EDGE)) as { listen: string };
    await api.done('POST', '/proxies/edge/toxics', { type: 'latency' });
    const body = await api.done('POST', '/populate', [{ ...EDGE, listen, upstream: '127.0.0.1:10' }]);
    expect(body).toMatchObject({ proxies: [{ listen, upstream: '127.0.0.1:10', toxics: [] }] });
  });

  it.each([
    ['a name', [EDGE, { upstream: EDGE.upstream }], 'missing required field: name at proxy 2'],
    ['an upstream', [EDGE, { name: 'second' }], 'missing required field: upstream at proxy 2'],
    ['a list', { proxies: [] }, 'bad request body: '],
  ])('populates nothing when %s is missing', async (_what, list, message) => {
    const { status, body } = await api.call('POST', '/populate', list);
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: expect.stringContaining(message) as string, status: 400 });
    expect(await api.done('GET', '/proxies')).toEqual({});
  });

  it('resets: every proxy enabled, no toxic left', async () => {
    await api.done('POST', '/proxies', EDGE);
    await api.done('POST', '/proxies/edge/toxics', { type: 'latency' });
    await api.done('POST', '/proxies/edge/toxics', { type: 'timeout', stream: 'upstream' });
    await api.done('PATCH', '/proxies/edge', { enabled: false });
    expect(await api.call('POST', '/reset')).toMatchObject({ status: 204, text: '' });
    expect(await api.done('GET', '/proxies/edge')).toMatchObject({ enabled: true, toxics: [] });
  });
});
