import { FaultProxy } from '../src/index.js';
import { Control } from './support/control.js';

const FAULTS = '/proxies/edge/http_faults';
const STATUS = { name: 'down', type: 'status', attributes: { status: 503 } };

describe('HTTP faults over the API', () => {
  let proxy: FaultProxy;
  let api: Control;

  beforeAll(async () => {
    proxy = await FaultProxy.start({ port: 0 });
    api = new Control(proxy.url);
    await api.createProxy('edge', 9);
  });
  afterEach(() => api.done('POST', '/reset'));
  afterAll(() => proxy.close());

  it('are added and listed', async () => {
    const slow = {
      ...{ name: 'slow', type: 'delay', probability: 0.5, method: 'GET', path: '/api' },
      attributes: { delay: 10 },
    };
    expect(await api.call('POST', FAULTS, STATUS)).toMatchObject({
      status: 200,
      body: { ...STATUS, probability: 1 },
    });
    await api.done('POST', FAULTS, slow);
    expect(await api.done('GET', FAULTS)).toEqual([{ ...STATUS, probability: 1 }, slow]);
  });

  it('are deleted', async () => {
    await api.done('POST', FAULTS, STATUS);
    expect(await api.call('DELETE', `${FAULTS}/down`)).toMatchObject({ status: 204, text: '' });
    expect(await api.done('GET', FAULTS)).toEqual([]);
  });

  it('are removed by a reset', async () => {
    await api.done('POST', FAULTS, STATUS);
    await api.done('POST', '/reset');
    expect(await api.done('GET', FAULTS)).toEqual([]);
  });

  it('have one of a name', async () => {
    await api.done('POST', FAULTS, STATUS);
    const { status, body } = await api.call('POST', FAULTS, {
      ...STATUS,
      type: 'delay',
      attributes: { delay: 1 },
    });
    expect(status).toBe(409);
    expect(body).toEqual({ error: 'http fault already exists', status: 409 });
  });

  it.each([
    ['GET', '/proxies/none/http_faults', 'proxy not found'],
    ['POST', '/proxies/none/http_faults', 'proxy not found'],
    ['DELETE', '/proxies/none/http_faults/down', 'proxy not found'],
    ['DELETE', `${FAULTS}/down`, 'http fault not found'],
  ])('answer %s %s with 404', async (method, path, error) => {
    const answer = await api.call(method, path, method === 'POST' ? STATUS : undefined);
    expect(answer).toMatchObject({ status: 404, body: { error, status: 404 } });
  });

  it.each([
    ['no name', { ...STATUS, name: '' }, 'missing required field: name'],
    ['no type', { name: 'a' }, 'missing required field: type'],
    ['an unknown type', { name: 'a', type: 'gremlin' }, 'invalid http fault type'],
    [
      'an unknown field',
      { ...STATUS, probabilty: 1 },
      'unknown probabilty; known are name, type, probability',
    ],
    [
      'a probability above 1',
      { ...STATUS, probability: 2 },
      'probability is 2 but must be a number from 0 to 1',
    ],
    ['a status with no status', { name: 'a', type: 'status' }, 'missing required field: attributes.status'],
    ['a status that ends nothing', { ...STATUS, attributes: { status: 100 } }, 'from 200 to 599'],
    [
      'a header that is no header',
      { ...STATUS, attributes: { status: 500, headers: { 'a b': '' } } },
      'cannot be sent',
    ],
    [
      'a header that is a number',
      { ...STATUS, attributes: { status: 500, headers: { a: 1 } } },
      'must be a string',
    ],
    ['a delay with no delay', { name: 'a', type: 'delay' }, 'missing required field: attributes.delay'],
    ['no damage', { name: 'a', type: 'damage_body' }, 'either truncate, in bytes, or garbage: true'],
    [
      'two damages',
      { name: 'a', type: 'damage_body', attributes: { truncate: 1, garbage: true } },
      'either truncate, in bytes, or garbage: true',
    ],
  ])('are refused with %s', async (_what, fault, message) => {
    const { status, body } = await api.call('POST', FAULTS, fault);
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: expect.stringContaining(message) as string });
    expect(await api.done('GET', FAULTS)).toEqual([]);
  });
});

describe('a request to the API', () => {
  it('is refused when its body is longer than 1 MiB', async () => {
    const proxy = await FaultProxy.start({ port: 0 });
    const answer = await new Control(proxy.url).call('POST', '/proxies', 'x'.repeat(3_000_000));
    await proxy.close();
    expect(answer).toMatchObject({ status: 413, body: { status: 413 } });
  });
});

describe('toxics over the API of the fault proxy alone', () => {
  it.each([
    [
      'an unknown attribute',
      { type: 'latency', attributes: { latncy: 1 } },
      'unknown latncy; known are latency, jitter',
    ],
    ['a negative attribute', { type: 'latency', attributes: { latency: -1 } }, 'latency is -1 but must be'],
    ['a toxicity above 1', { type: 'latency', toxicity: 1.5 }, 'toxicity is 1.5 but must be'],
    ['a slicer without a size', { type: 'slicer' }, 'missing required field: attributes.average_size'],
  ])('are refused with %s', async (_what, toxic, message) => {
    const proxy = await FaultProxy.start({ port: 0 });
    const api = new Control(proxy.url);
    await api.createProxy('edge', 9);
    const { status, text } = await api.call('POST', '/proxies/edge/toxics', toxic);
    await proxy.close();
    expect(status).toBe(400);
    expect(text).toContain(message);
  });
});
