import { addressOf, serviceEnvironment } from './service-environment.js';
import { directRoute, edgesFrom, SERVICES } from './topology.js';

const direct = { services: SERVICES, portOffset: 0, route: directRoute };
const environmentOf = (name: string, addressing = direct) => {
  const service = SERVICES.find((candidate) => candidate.name === name);
  if (!service) throw new Error(`No service ${name}.`);
  return serviceEnvironment(service, addressing);
};

describe('the topology', () => {
  it('has an arrow to everybody that a service calls and to its database, each with the name of its proxy', () => {
    const edges = SERVICES.filter(({ name }) => name === 'orders').flatMap(edgesFrom);
    expect(edges).toEqual([
      { from: 'orders', to: 'payments', proxy: 'orders_payments' },
      { from: 'orders', to: 'stock', proxy: 'orders_stock' },
      { from: 'orders', to: 'postgres', proxy: 'orders_postgres' },
    ]);
  });

  it('only has arrows to services that exist', () => {
    for (const edge of SERVICES.flatMap(edgesFrom))
      expect(addressOf(edge.to, direct).port).toBeGreaterThan(3000);
  });
});

describe('serviceEnvironment', () => {
  it('tells orders where it listens and where everything it needs is', () => {
    expect(environmentOf('orders')).toEqual({
      HOST: '127.0.0.1',
      PORT: '3001',
      PUBLIC_URL: 'http://localhost:3001',
      PAYMENTS_URL: 'http://127.0.0.1:3002',
      STOCK_URL: 'http://127.0.0.1:3003',
      DATABASE_URL: 'postgres://orders:orders@127.0.0.1:54329/orders',
    });
  });

  it('moves every port by the offset', () => {
    expect(environmentOf('payments', { ...direct, portOffset: 1_000 })).toEqual({
      HOST: '127.0.0.1',
      PORT: '4002',
      PUBLIC_URL: 'http://localhost:4002',
      PSP_URL: 'http://127.0.0.1:4005',
      DATABASE_URL: 'postgres://payments:payments@127.0.0.1:55329/payments',
    });
  });

  it('sends every call and every database connection through the route, and nothing else', () => {
    const throughProxies = { ...direct, route: () => ({ host: '127.0.0.1', port: 9_999 }) };
    expect(environmentOf('orders', throughProxies)).toMatchObject({
      PORT: '3001',
      PAYMENTS_URL: 'http://127.0.0.1:9999',
      STOCK_URL: 'http://127.0.0.1:9999',
      DATABASE_URL: 'postgres://orders:orders@127.0.0.1:9999/orders',
    });
  });
});
