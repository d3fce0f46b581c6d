import { setTimeout as sleep } from 'node:timers/promises';
import { faults } from '@baluarte/testing';
import { HttpEdge } from './support/http-edge.js';

const JSON_ANSWER = faults.respond({ body: { stock: 5 } });

describe('an HTTP fault', () => {
  let edge: HttpEdge;

  beforeEach(async () => {
    edge = await HttpEdge.start();
    edge.answers(JSON_ANSWER);
  });
  afterEach(() => edge.close());

  it('answers a status without asking the server', async () => {
    const attributes = { status: 503, body: { error: 'down' }, headers: { 'Retry-After': '1' } };
    await edge.addFault({ name: 'down', type: 'status', attributes });
    const { status, text, headers } = await edge.ask({ method: 'POST', body: 'ignored' });
    expect([status, JSON.parse(text)]).toEqual([503, { error: 'down' }]);
    expect(headers).toMatchObject({ 'retry-after': '1', 'content-type': 'application/json' });
    expect(edge.server.requests).toHaveLength(0);
  });

  it('answers a body that is text as it is', async () => {
    await edge.addFault({
      name: 'teapot',
      type: 'status',
      attributes: { status: 418, body: 'short and stout' },
    });
    expect(await edge.ask()).toMatchObject({ status: 418, text: 'short and stout' });
  });

  it('delays the request', async () => {
    await edge.addFault({ name: 'slow', type: 'delay', attributes: { delay: 150 } });
    const { tookMs, text } = await edge.ask();
    expect(tookMs).toBeGreaterThanOrEqual(150);
    expect(text).toBe('{"stock":5}');
  });

  it('asks nobody when the client gives up while it delays', async () => {
    await edge.addFault({ name: 'slow', type: 'delay', attributes: { delay: 300 } });
    const abandoned = fetch(`http://127.0.0.1:${edge.port}/`, { signal: AbortSignal.timeout(50) });
    await expect(abandoned).rejects.toThrow();
    await sleep(500);
    expect(edge.server.requests).toHaveLength(0);
  });

  it('replaces a body with bytes that are no JSON, under the headers of the server', async () => {
    await edge.addFault({ name: 'garbage', type: 'damage_body', attributes: { garbage: true } });
    const { status, text, headers } = await edge.ask();
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/json');
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
  });

  it('damages no answer that has no body', async () => {
    await edge.addFault({ name: 'garbage', type: 'damage_body', attributes: { garbage: true } });
    expect(await edge.ask({ method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
    edge.answers(faults.respond({ status: 204 }));
    expect(await edge.ask()).toMatchObject({ status: 204, text: '' });
    expect(edge.clientConnections).toBe(1);
  });

  it.each([0, 4])('cuts the connection after %d bytes of a body', async (truncate) => {
    await edge.addFault({ name: 'cut', type: 'damage_body', attributes: { truncate } });
    const response = await fetch(`http://127.0.0.1:${edge.port}/`);
    expect(response.status).toBe(200);
    const chunks: string[] = [];
    const reading = (async () => {
      for await (const chunk of response.body ?? []) chunks.push(Buffer.from(chunk).toString());
    })();
    await expect(reading).rejects.toThrow('terminated');
    expect(chunks.join('')).toBe('{"stock":5}'.slice(0, truncate));
  });

  it('passes a body whole that is not longer than where it would be cut', async () => {
    await edge.addFault({ name: 'cut', type: 'damage_body', attributes: { truncate: 11 } });
    expect((await edge.ask()).text).toBe('{"stock":5}');
  });

  it('hits the method and the beginning of the path that it names', async () => {
    const attributes = { status: 500 };
    await edge.addFault({ name: 'some', type: 'status', method: 'post', path: '/api/v1/orders', attributes });
    const statusOf = async (method: string, path: string) => (await edge.ask({ method, path })).status;
    expect(await statusOf('POST', '/api/v1/orders?limit=1')).toBe(500);
    expect(await statusOf('POST', '/api/v1/orders/7/cancel')).toBe(500);
    expect(await statusOf('GET', '/api/v1/orders')).toBe(200);
    expect(await statusOf('POST', '/api/v1/products')).toBe(200);
  });

  it('is rolled for each request of one connection, and the same again for the same seed', async () => {
    const fault = { name: 'some', type: 'status', probability: 0.5, attributes: { status: 500 } };
    const hits = async (asked: HttpEdge) => {
      await asked.addFault(fault);
      const statuses: number[] = [];
      for (let count = 0; count < 30; count += 1) statuses.push((await asked.ask()).status);
      return statuses;
    };
    const statuses = await hits(edge);
    expect(new Set(statuses)).toEqual(new Set([200, 500]));
    expect(edge.server.connections).toBe(1);
    const other = await HttpEdge.start();
    other.answers(JSON_ANSWER);
    const again = await hits(other);
    await other.close();
    expect(again).toEqual(statuses);
  });

  it('is one of many: delays add up, and the first status counts', async () => {
    await edge.addFault({ name: 'slow', type: 'delay', attributes: { delay: 60 } });
    await edge.addFault({ name: 'first', type: 'status', attributes: { status: 503 } });
    await edge.addFault({ name: 'second', type: 'status', attributes: { status: 500 } });
    await edge.addFault({ name: 'slower', type: 'delay', attributes: { delay: 60 } });
    const { status, tookMs } = await edge.ask();
    expect(status).toBe(503);
    expect(tookMs).toBeGreaterThanOrEqual(120);
  });

  it('works together with toxics', async () => {
    await edge.addFault({ name: 'down', type: 'status', attributes: { status: 503 } });
    await edge.control.done('POST', '/proxies/edge/toxics', {
      type: 'latency',
      attributes: { latency: 150 },
    });
    const { status, tookMs } = await edge.ask();
    expect(status).toBe(503);
    expect(tookMs).toBeGreaterThanOrEqual(150);
  });
});
