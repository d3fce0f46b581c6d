import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap';
import type { ISecret } from 'kubernetes-models/v1/Secret';
import type { IService } from 'kubernetes-models/v1/Service';
import type { Manifest } from '../src/kustomize/resource.js';
import { built, demo, ofKind, overlays, production, text } from './workspace.js';

type Settings = Readonly<Record<string, string>>;

const READERS: Readonly<Record<string, string>> = {
  orders: 'readOrdersConfig',
  payments: 'readPaymentsConfig',
  stock: 'readStockConfig',
  recommendations: 'readRecommendationsConfig',
  'psp-simulator': 'readPspSimulatorConfig',
};

/** Those that the telemetry of every service reads, as the guides list them. */
const TELEMETRY = new Set(
  ['tracing', 'logging'].flatMap((page) => text(`docs/guide/${page}.md`).match(/OTEL_[A-Z_]+[A-Z]/g) ?? []),
);

const services = overlays.flatMap(([overlay, manifests]) =>
  ofKind<IDeployment>(manifests, 'Deployment').flatMap((deployment) => {
    const service = deployment.metadata?.name ?? '';
    return service in READERS ? [{ overlay, service, settings: settingsOf(deployment, manifests) }] : [];
  }),
);

/** The ConfigMap that the container takes its environment from, whatever the hash in its name. */
function settingsOf({ spec }: IDeployment, manifests: readonly Manifest[]): Settings {
  const name = spec?.template.spec?.containers[0]?.envFrom?.[0]?.configMapRef?.name;
  const found = ofKind<IConfigMap>(manifests, 'ConfigMap').find(({ metadata }) => metadata?.name === name);
  if (!found?.data) throw new Error(`There is no ConfigMap ${name}.`);
  return found.data;
}

const DATABASE_URL = 'postgres://user:password@database:5432/name';

/** Reads the configuration of a service with this environment. @returns the names that it looked for */
async function readWith(service: string, environment: Settings): Promise<Set<string>> {
  const { [READERS[service] ?? '']: read } = await built<Record<string, () => unknown>>(
    `apps/${service}/dist/${service}.config.js`,
  );
  const looked = new Set<string>();
  const real = process.env;
  process.env = new Proxy<NodeJS.ProcessEnv>(
    { ...environment },
    {
      get(target, name) {
        looked.add(String(name));
        return Reflect.get(target, name) as unknown;
      },
    },
  );
  try {
    read?.();
  } finally {
    process.env = real;
  }
  return looked;
}

describe('the settings', () => {
  it('are there for every service of both overlays', () => {
    expect(services.map(({ overlay, service }) => `${overlay} ${service}`)).toHaveLength(9);
  });

  it.each(services)(
    'of $service in $overlay are right, and every one is read',
    async ({ service, settings }) => {
      const looked = await readWith(service, { ...settings, DATABASE_URL });
      const unread = Object.keys(settings).filter((name) => !looked.has(name) && !TELEMETRY.has(name));
      expect(looked.has('DATABASE_URL')).toBe(true);
      expect(unread).toEqual([]);
    },
  );

  it.each(services)('of $service in $overlay name the address that it listens on', async (given) => {
    const { settings, service } = given;
    const [own] = ofKind<IService>(demo, 'Service').filter(({ metadata }) => metadata?.name === service);
    expect(settings['HOST']).toBe('0.0.0.0');
    expect(Number(settings['PORT'])).toBe(own?.spec?.ports?.[0]?.port);
  });

  it.each(services)('of $service in $overlay lead to peers that are there', ({ overlay, settings }) => {
    const peers = Object.entries(settings)
      .filter(([name]) => name.endsWith('_URL') && name !== 'PUBLIC_URL')
      .map(([, value]) => new URL(value));
    const manifests = overlay === 'demo' ? demo : production;
    const addresses = ofKind<IService>(manifests, 'Service').map(
      ({ metadata, spec }) => `${metadata?.name}:${spec?.ports?.[0]?.port}`,
    );
    const outside = peers.filter(({ host }) => !addresses.includes(host));
    expect(outside.map(({ origin }) => origin)).toEqual(
      outside.map(() => 'https://card-processor.example.com'),
    );
  });

  it('that are wrong are refused', async () => {
    await expect(readWith('orders', { DATABASE_URL, PAYMENTS_TOTAL_TIMEOUT_MS: 'soon' })).rejects.toThrow(
      'PAYMENTS_TOTAL_TIMEOUT_MS',
    );
  });
});

describe('the databases of the demo', () => {
  const secrets = ofKind<ISecret>(demo, 'Secret');

  it.each(Object.keys(READERS))(
    'have a Secret for %s that is of a role of the init script',
    async (service) => {
      const url = secrets.find(({ metadata }) => metadata?.name === `${service}-database`)?.stringData?.[
        'url'
      ];
      const { username, password, host, pathname } = new URL(url ?? '');
      const script = text('deploy/kubernetes/overlays/demo/postgres/databases.sql');
      expect(host).toBe('postgres:5432');
      expect(script).toContain(`CREATE ROLE ${username} LOGIN PASSWORD '${password}';`);
      expect(script).toContain(`CREATE DATABASE ${pathname.slice(1)} OWNER ${username};`);
    },
  );

  it('are in no other overlay: there the Secrets come from outside', () => {
    expect(ofKind<ISecret>(production, 'Secret')).toEqual([]);
  });
});
