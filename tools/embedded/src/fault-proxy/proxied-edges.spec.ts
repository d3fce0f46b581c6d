import { serviceEnvironment } from '../service-environment.js';
import { edgesFrom, SERVICES } from '../topology.js';
import { proxiedEdges, routeThrough } from './proxied-edges.js';

const EDGES = proxiedEdges({ services: SERVICES, portOffset: 0 });

describe('the proxies of the embedded mode', () => {
  it('stand on every arrow between services and before every database', () => {
    expect(EDGES.map(({ name }) => name)).toEqual(SERVICES.flatMap(edgesFrom).map(({ proxy }) => proxy));
  });

  it('lead to the real thing, and have ports that no system hands out by itself', () => {
    const ports = EDGES.map(({ listen }) => listen.port);
    expect(new Set(ports).size).toBe(EDGES.length);
    for (const port of ports) expect(port + 10_000).toBeLessThan(32_768);
    expect(EDGES.find(({ name }) => name === 'payments_psp')?.upstream).toEqual({
      host: '127.0.0.1',
      port: 3005,
    });
    expect(EDGES.find(({ name }) => name === 'stock_postgres')?.upstream.port).toBe(54_329);
  });

  it('are moved with the rest of the system', () => {
    const [moved] = proxiedEdges({ services: SERVICES, portOffset: 100 });
    expect(moved?.listen.port).toBe((EDGES[0]?.listen.port ?? 0) + 100);
    expect(moved?.upstream.port).toBe(3_102);
  });

  it('are what services connect to instead of each other', () => {
    const [orders] = SERVICES;
    expect(orders).toBeDefined();
    if (orders === undefined) return;
    const environment = serviceEnvironment(orders, {
      services: SERVICES,
      portOffset: 0,
      route: routeThrough(EDGES),
    });
    expect(environment).toMatchObject({
      PORT: '3001',
      PAYMENTS_URL: `http://127.0.0.1:${EDGES[0]?.listen.port}`,
      STOCK_URL: `http://127.0.0.1:${EDGES[1]?.listen.port}`,
      DATABASE_URL: `postgres://orders:orders@127.0.0.1:${EDGES[2]?.listen.port}/orders`,
    });
  });
});
