import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startStock, type StockService } from './stock-service.js';

describe('the product page', () => {
  let behaviour: RequestListener = (_request, response) => void response.end('{}');
  let heard: IncomingHttpHeaders;
  let peer: Server;
  let stock: StockService;

  beforeAll(async () => {
    peer = createServer((request, response) => {
      heard = request.headers;
      behaviour(request, response);
    });
    await new Promise<void>((resolve) => peer.listen(0, '127.0.0.1', resolve));
    stock = await startStock({
      recommendationsUrl: `http://127.0.0.1:${(peer.address() as AddressInfo).port}`,
    });
  });

  afterAll(async () => {
    await stock.close();
    peer.closeAllConnections();
    peer.close();
  });

  const json =
    (body: unknown, status = 200): RequestListener =>
    (_request, response) =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

  /** Never silent for long, and right in the end, but only after seconds. */
  const trickle: RequestListener = (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    let blanks = 0;
    const timer = setInterval(() => {
      blanks += 1;
      if (blanks === 150) response.end('{"recommendations": []}');
      else response.write(' ');
    }, 20);
    response.on('close', () => clearInterval(timer));
  };

  it('shows what was bought together, best first, with names and prices, and leaves out what is not sold here', async () => {
    behaviour = json({
      recommendations: [{ product_id: 'P005' }, { product_id: 'P999' }, { product_id: 'P003' }],
    });
    const { status, body } = await stock.ask('GET', '/products/P001');
    expect(status).toBe(200);
    expect(body).toEqual({
      product_id: 'P001',
      name: 'Olive oil, extra virgin, 1 l',
      description: expect.stringMatching(/olives/),
      price_minor: 1290,
      currency: 'EUR',
      available: 100_000,
      recommendations: [
        { product_id: 'P005', name: 'Round rice, 1 kg', price_minor: 320, currency: 'EUR' },
        { product_id: 'P003', name: 'Smoked paprika, sweet, 75 g', price_minor: 395, currency: 'EUR' },
      ],
    });
  });

  it('is whole, not degraded, when nothing was bought together', async () => {
    behaviour = json({ recommendations: [] });
    const { body } = await stock.ask('GET', '/products/P002');
    expect(body['recommendations']).toEqual([]);
    expect(body).not.toHaveProperty('degraded');
  });

  it.each<[string, RequestListener]>([
    ['never answers', () => undefined],
    ['dawdles over its answer', trickle],
    ['fails', json({ error_code: 'INTERNAL_ERROR' }, 500)],
    ['is overloaded', json({ error_code: 'SERVICE_OVERLOADED' }, 503)],
    ['does not know the path', json({ error_code: 'ROUTE_NOT_FOUND' }, 404)],
    ['sends elsewhere', (_request, response) => void response.writeHead(302, { location: '/' }).end()],
    ['cuts the connection', (request) => void request.socket.destroy()],
    ['answers garbage', (_request, response) => void response.end('{"recommendations": [')],
    ['answers nothing', (_request, response) => void response.end()],
    ['answers without end', (_request, response) => void response.end(`"${'x'.repeat(2 * 1024 * 1024)}"`)],
    ['answers something else', json({ products: [] })],
  ])('does without them when the other service %s', async (_how, how) => {
    behaviour = how;
    const { status, body } = await stock.ask('GET', '/products/P001');
    expect(status).toBe(200);
    expect(body).toMatchObject({ product_id: 'P001', recommendations: null, degraded: ['recommendations'] });
  });

  it('does without them when the other service is not there at all', async () => {
    const alone = await startStock({ recommendationsUrl: 'http://127.0.0.1:1' });
    try {
      expect(await alone.ask('GET', '/products/P001')).toMatchObject({
        status: 200,
        body: { recommendations: null, degraded: ['recommendations'] },
      });
    } finally {
      await alone.close();
    }
  });

  it('has them again as soon as the other service answers', async () => {
    behaviour = (request) => void request.socket.destroy();
    await stock.ask('GET', '/products/P001');
    behaviour = json({ recommendations: [{ product_id: 'P002' }] });
    expect((await stock.ask('GET', '/products/P001')).body).toMatchObject({
      recommendations: [{ product_id: 'P002' }],
    });
  });

  it('is asked for in the trace of the one who asked', async () => {
    behaviour = json({ recommendations: [] });
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    await fetch(`${stock.url}/api/v1/products/P001`, {
      headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` },
    });
    expect(heard['traceparent']).toContain(traceId);
  });

  it('does not exist for an unknown product, whatever the other service says', async () => {
    behaviour = json({ recommendations: [{ product_id: 'P001' }] });
    expect(await stock.ask('GET', '/products/P999')).toMatchObject({
      status: 404,
      body: { error_code: 'PRODUCT_NOT_FOUND', context: { product_id: 'P999' } },
    });
  });
});
