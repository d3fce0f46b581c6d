import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { isAllowed, type Endpoint } from './network-policies.js';
import { demo, ofKind, production, topology } from './workspace.js';

const POSTGRES = 'postgres';
/** What customers may ask for: orders and, for the product page, stock. Nothing else is reached from outside. */
const CLIENTS = ['client_orders', 'client_stock'];

const policiesOf = (manifests: typeof demo) => ofKind<INetworkPolicy>(manifests, 'NetworkPolicy');

function podsOf(manifests: typeof demo): Endpoint[] {
  return ofKind<IDeployment>(manifests, 'Deployment').map(({ metadata, spec }) => ({
    name: metadata?.name ?? '',
    namespace: metadata?.namespace ?? '',
    labels: spec?.template.metadata?.labels ?? {},
    ports: Object.fromEntries(
      (spec?.template.spec?.containers[0]?.ports ?? []).map(({ name, containerPort }) => [
        String(name),
        containerPort,
      ]),
    ),
  }));
}

const elsewhere = (namespace: string, name: string): Endpoint => ({
  name,
  namespace,
  labels: { 'app.kubernetes.io/name': name, 'k8s-app': name },
  ports: {},
});
const ADDRESSES: Readonly<Record<string, Endpoint>> = {
  database: { name: 'database', address: '10.20.0.5', ports: {} },
  processor: { name: 'processor', address: '203.0.113.7', ports: {} },
  metadata: { name: 'metadata', address: '169.254.169.254', ports: {} },
};
const client = elsewhere('ingress-nginx', 'ingress-nginx');
const prometheus = elsewhere('monitoring', 'prometheus');
const collector = elsewhere('monitoring', 'opentelemetry-collector');
const dns = elsewhere('kube-system', 'kube-dns');
const stranger = elsewhere('elsewhere', 'prometheus');
const PORTS = [53, 80, 443, 3001, 3002, 3003, 3004, 3005, 4317, 4318, 5432, 8080];

/** Every connection that passes, as `<from>_<to>:<port>`. */
function allowed(manifests: typeof demo, from: readonly Endpoint[], to: readonly Endpoint[]): string[] {
  const policies = policiesOf(manifests);
  return from.flatMap((one) =>
    to.flatMap((other) =>
      PORTS.filter((port) => one !== other && isAllowed(policies, { from: one, to: other, port })).map(
        (port) => `${one.name}_${other.name}:${port}`,
      ),
    ),
  );
}

/** The arrows of the design, those to a database too, as `<from>_<to>:<port>`. */
async function arrows(): Promise<string[]> {
  const nodes = await topology();
  return nodes.flatMap(({ name, calls }) => [
    ...calls.map((call) => {
      const peer = nodes.find(({ shortName }) => shortName === call);
      return `${name}_${peer?.name}:${peer?.port}`;
    }),
    `${name}_${POSTGRES}:5432`,
  ]);
}

describe('between the pods of the demo', () => {
  it('every arrow of the design is open, and nothing else', async () => {
    const pods = podsOf(demo);
    expect(allowed(demo, pods, pods).toSorted()).toEqual((await arrows()).toSorted());
  });
});

describe('between the pods of production', () => {
  it('every arrow of the design between services is open, and nothing else', async () => {
    const pods = podsOf(production);
    const expected = (await arrows()).filter((arrow) => !/postgres|psp/.test(arrow));
    expect(allowed(production, pods, pods).toSorted()).toEqual(expected.toSorted());
  });

  it('payments alone reach the card processor, by TLS, and every service the databases', () => {
    const pods = podsOf(production);
    expect(allowed(production, pods, Object.values(ADDRESSES)).toSorted()).toEqual(
      ['payments_processor:443', ...pods.map(({ name }) => `${name}_database:5432`)].toSorted(),
    );
  });
});

describe.each([
  ['demo', demo],
  ['production', production],
])('with the rest of the cluster, %s', (_name, manifests) => {
  const pods = podsOf(manifests);
  const services = pods.filter(({ name }) => name !== POSTGRES);
  const portOf = ({ ports }: Endpoint) => ports['http'] ?? 0;

  it('customers reach orders and the product page only', () => {
    const reached = allowed(manifests, [{ ...client, name: 'client' }], pods);
    expect(reached).toEqual(['client_orders:3001', 'client_stock:3003']);
  });

  it('Prometheus reaches every service at its port, and a namesake elsewhere none', () => {
    expect(allowed(manifests, [prometheus], pods)).toEqual(
      services.map((service) => `prometheus_${service.name}:${portOf(service)}`),
    );
    expect(allowed(manifests, [stranger], pods)).toEqual([]);
  });

  it('services reach the collector and the names of others, and nothing of strangers', () => {
    expect(allowed(manifests, services, [collector])).toEqual(
      services.map(({ name }) => `${name}_opentelemetry-collector:4318`),
    );
    expect(allowed(manifests, pods, [dns])).toEqual(pods.map(({ name }) => `${name}_kube-dns:53`));
    for (const from of pods) {
      expect(isAllowed(policiesOf(manifests), { from, to: dns, port: 53, protocol: 'UDP' })).toBe(true);
    }
    expect(allowed(manifests, pods, [stranger])).toEqual([]);
  });

  it('a pod that nobody foresaw can do nothing', () => {
    const [first] = pods;
    const fresh: Endpoint = { name: 'fresh', namespace: first?.namespace ?? '', labels: {}, ports: {} };
    expect(allowed(manifests, [fresh], [...pods, collector, ...Object.values(ADDRESSES)])).toEqual([]);
    expect(allowed(manifests, [...pods, client, prometheus], [fresh])).toEqual([]);
  });

  it('every policy of an edge says which, by the name of its proxy', async () => {
    const nodes = await topology();
    const proxies = nodes.flatMap(({ shortName, calls }) => calls.map((call) => `${shortName}_${call}`));
    const named = policiesOf(manifests).flatMap(
      ({ metadata }) => metadata?.annotations?.['baluarte.dev/edge'] ?? [],
    );
    expect([...new Set(named)].toSorted()).toEqual([...proxies, ...CLIENTS].toSorted());
  });
});
