import { own, project } from './compose-project.js';
import { yaml } from './workspace.js';

interface Proxy {
  readonly name: string;
  readonly listen: string;
  readonly upstream: string;
  readonly enabled: boolean;
}

const proxies = yaml<Proxy[]>('deploy/compose/toxiproxy/proxies.json');

/** The arrows of the system, and the variable by which the caller finds the far end. */
const EDGES = {
  orders: { orders_payments: 'PAYMENTS_URL', orders_stock: 'STOCK_URL', orders_postgres: 'DATABASE_URL' },
  payments: { payments_psp: 'PSP_URL', payments_postgres: 'DATABASE_URL' },
  stock: { stock_recommendations: 'RECOMMENDATIONS_URL', stock_postgres: 'DATABASE_URL' },
  recommendations: { recommendations_orders: 'ORDERS_URL', recommendations_postgres: 'DATABASE_URL' },
  'psp-simulator': { psp_postgres: 'DATABASE_URL' },
};

/** Where a proxy leads to. */
const UPSTREAMS: Readonly<Record<string, string>> = {
  orders: 'orders:3001',
  payments: 'payments:3002',
  stock: 'stock:3003',
  recommendations: 'recommendations:3004',
  psp: 'card-processor:3005',
  postgres: 'postgres:5432',
};

describe('the proxies of the composed system', () => {
  it('are those of the design, one on every arrow', () => {
    const names = Object.values(EDGES).flatMap((edges) => Object.keys(edges));
    expect(proxies.map(({ name }) => name).sort()).toEqual(names.sort());
  });

  it('let everything through from the start, on ports that no system hands out by itself', () => {
    for (const { name, listen, upstream, enabled } of proxies) {
      expect([name, enabled, upstream]).toEqual([name, true, UPSTREAMS[name.split('_')[1] ?? '']]);
      const [host, port] = listen.split(':');
      expect(host).toBe('0.0.0.0');
      expect(Number(port)).toBeLessThan(32_768);
    }
    expect(new Set(proxies.map(({ listen }) => listen)).size).toBe(proxies.length);
  });

  it('stand between every caller and whom it calls', () => {
    for (const [service, edges] of Object.entries(EDGES))
      for (const [proxy, variable] of Object.entries(edges)) {
        const listen = proxies.find(({ name }) => name === proxy)?.listen ?? '';
        const url = new URL(project.services[service]?.environment?.[variable] ?? 'none:');
        expect([service, proxy, url.host]).toEqual([service, proxy, listen.replace('0.0.0.0', 'toxiproxy')]);
      }
  });

  it('are the only way: no service knows the address of another, or of the database', () => {
    for (const service of own) {
      const variables = Object.entries(project.services[service]?.environment ?? {});
      const addresses = variables.filter(([name]) => name.endsWith('_URL') && name !== 'PUBLIC_URL');
      for (const [, value] of addresses) expect(new URL(value).hostname).toBe('toxiproxy');
    }
  });

  it('find the card processor under a name that WireMock can take over', () => {
    for (const name of ['psp-simulator', 'wiremock'])
      expect(project.services[name]?.networks?.default?.aliases).toEqual(['card-processor']);
  });

  it('are reached by Toxiproxy with its host and its file, which a command of its own would lose', () => {
    expect(project.services['toxiproxy']?.command).toEqual([
      '-host=0.0.0.0',
      '-port=8474',
      '-config=/etc/toxiproxy/proxies.json',
    ]);
  });
});
