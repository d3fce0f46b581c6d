import { FaultProxy } from '../../src/index.js';

interface Edge {
  readonly listen: string;
  readonly upstream: string;
}

/** Breaks the edge from orders to stock in two ways, while `useStock` calls it through the proxy. */
export async function breakStock({ listen, upstream }: Edge, useStock: () => Promise<void>): Promise<void> {
  const proxy = await FaultProxy.start({
    port: 0,
    proxies: [{ name: 'orders_stock', listen, upstream }],
    seed: 42,
  });
  const post = (path: string, body: object) =>
    fetch(proxy.url + path, { method: 'POST', body: JSON.stringify(body) });

  await post('/proxies/orders_stock/toxics', { type: 'latency', attributes: { latency: 300, jitter: 50 } });
  await useStock();

  await post('/proxies/orders_stock/http_faults', {
    name: 'unavailable',
    type: 'status',
    probability: 0.2,
    path: '/api/v1/products',
    attributes: { status: 503, headers: { 'Retry-After': '1' } },
  });
  await useStock();

  await post('/reset', {});
  await proxy.close();
}
