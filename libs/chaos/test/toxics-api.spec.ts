import { Control } from './support/control.js';
import { proxyServers, type RunningServer } from './support/proxy-servers.js';

const TOXICS = '/proxies/edge/toxics';

describe.each(proxyServers())('toxics over the API of $name', ({ start }) => {
  let running: RunningServer;
  let api: Control;

  beforeAll(async () => {
    running = await start();
    api = new Control(running.url);
    await api.createProxy('edge', 9);
  });
  afterEach(() => api.done('POST', '/reset'));
  afterAll(() => running.close());

  it.each([
    ['latency', { latency: 0, jitter: 0 }],
    ['bandwidth', { rate: 0 }],
    ['slow_close', { delay: 0 }],
    ['timeout', { timeout: 0 }],
    ['reset_peer', { timeout: 0 }],
    ['limit_data', { bytes: 0 }],
  ])('fills in the defaults of %s', async (type, attributes) => {
    const toxic = { name: `${type}_downstream`, type, stream: 'downstream', toxicity: 1, attributes };
    expect(await api.call('POST', TOXICS, { type })).toMatchObject({ status: 200, body: toxic });
  });

  it('keeps everything that was given', async () => {
    const toxic = {
      ...{ name: 'mine', type: 'slicer', stream: 'upstream', toxicity: 0.5 },
      attributes: { average_size: 10, size_variation: 2, delay: 5 },
    };
    expect(await api.done('POST', TOXICS, toxic)).toEqual(toxic);
    expect(await api.done('GET', `${TOXICS}/mine`)).toEqual(toxic);
    expect(await api.done('GET', TOXICS)).toEqual([toxic]);
    expect(await api.done('GET', '/proxies/edge')).toMatchObject({ toxics: [toxic] });
  });

  it.each([
    ['an unknown type', { type: 'gremlin' }, 'invalid toxic type'],
    ['no type', {}, 'invalid toxic type'],
    [
      'an unknown stream',
      { type: 'latency', stream: 'sideways' },
      'stream was invalid, can be either upstream or downstream',
    ],
  ])('refuses %s', async (_what, toxic, error) => {
    expect(await api.call('POST', TOXICS, toxic)).toMatchObject({
      status: 400,
      body: { error, status: 400 },
    });
  });

  it.each([
    ['an attribute that is text', { type: 'latency', attributes: { latency: 'long' } }],
    ['an attribute that is no whole number', { type: 'latency', attributes: { latency: 1.5 } }],
    ['attributes that are a list', { type: 'latency', attributes: [1] }],
    ['no JSON', '{'],
  ])('refuses %s', async (_what, toxic) => {
    const { status, body } = await api.call('POST', TOXICS, toxic);
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: expect.stringMatching(/^bad request body: /) as string });
    expect(await api.done('GET', TOXICS)).toEqual([]);
  });

  it('has one toxic of a name, whatever its direction', async () => {
    await api.done('POST', TOXICS, { name: 'mine', type: 'latency' });
    const second = { name: 'mine', type: 'timeout', stream: 'upstream' };
    const { status, body } = await api.call('POST', TOXICS, second);
    expect(status).toBe(409);
    expect(body).toEqual({ error: 'toxic already exists', status: 409 });
  });

  it('has the same type in both directions', async () => {
    await api.done('POST', TOXICS, { type: 'latency' });
    await api.done('POST', TOXICS, { type: 'latency', stream: 'upstream' });
    const toxics = (await api.done('GET', TOXICS)) as { name: string }[];
    expect(toxics.map(({ name }) => name).sort()).toEqual(['latency_downstream', 'latency_upstream']);
  });

  it.each(['POST', 'PATCH'])('changes attributes and toxicity by %s, and nothing else', async (method) => {
    await api.done('POST', TOXICS, { type: 'latency', attributes: { latency: 10, jitter: 5 } });
    const { status, body } = await api.call(method, `${TOXICS}/latency_downstream`, {
      ...{ name: 'other', type: 'timeout', stream: 'upstream', toxicity: 0.5 },
      attributes: { latency: 20 },
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      ...{ name: 'latency_downstream', type: 'latency', stream: 'downstream', toxicity: 0.5 },
      attributes: { latency: 20, jitter: 5 },
    });
  });

  it('leaves a toxic as it was when its change is wrong', async () => {
    const toxic = await api.done('POST', TOXICS, { type: 'latency', attributes: { latency: 10 } });
    const change = { attributes: { latency: 'long' } };
    expect((await api.call('PATCH', `${TOXICS}/latency_downstream`, change)).status).toBe(400);
    expect(await api.done('GET', `${TOXICS}/latency_downstream`)).toEqual(toxic);
  });

  it('deletes a toxic', async () => {
    await api.done('POST', TOXICS, { type: 'latency' });
    const answer = await api.call('DELETE', `${TOXICS}/latency_downstream`);
    expect(answer).toMatchObject({ status: 204, text: '' });
    expect(await api.done('GET', TOXICS)).toEqual([]);
  });

  it.each(['GET', 'POST', 'PATCH', 'DELETE'])('answers %s of an unknown toxic with 404', async (method) => {
    const { status, body } = await api.call(method, `${TOXICS}/none`, method === 'GET' ? undefined : {});
    expect(status).toBe(404);
    expect(body).toEqual({ error: 'toxic not found', status: 404 });
  });

  it.each([
    ['GET', '/proxies/none/toxics'],
    ['POST', '/proxies/none/toxics'],
    ['GET', '/proxies/none/toxics/latency_downstream'],
    ['DELETE', '/proxies/none/toxics/latency_downstream'],
  ])('answers %s %s with 404', async (method, path) => {
    const { status, body } = await api.call(
      method,
      path,
      method === 'POST' ? { type: 'latency' } : undefined,
    );
    expect(status).toBe(404);
    expect(body).toEqual({ error: 'proxy not found', status: 404 });
  });
});
