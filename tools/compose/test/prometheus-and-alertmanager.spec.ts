import { own, project } from './compose-project.js';
import { environment, yaml } from './workspace.js';

interface Prometheus {
  readonly rule_files: readonly string[];
  readonly alerting: { readonly alertmanagers: readonly { readonly static_configs: unknown }[] };
  readonly scrape_configs: readonly {
    readonly job_name: string;
    readonly static_configs: readonly {
      readonly targets: readonly string[];
      readonly labels: Record<string, string>;
    }[];
  }[];
}
interface Route {
  readonly receiver: string;
  readonly matchers?: readonly string[];
  readonly routes?: readonly Route[];
}
interface Alertmanager {
  readonly route: Route;
  readonly inhibit_rules: readonly Readonly<Record<string, readonly string[]>>[];
  readonly receivers: readonly {
    readonly name: string;
    readonly webhook_configs: readonly { url: string }[];
  }[];
}

const prometheus = yaml<Prometheus>('deploy/compose/prometheus/prometheus.yml');
const alertmanager = yaml<Alertmanager>('deploy/compose/alertmanager/alertmanager.yml');

describe('Prometheus', () => {
  it('scrapes every service under its name, version and environment', () => {
    const services =
      prometheus.scrape_configs.find(({ job_name }) => job_name === 'services')?.static_configs ?? [];
    const expected = own.map((service) => {
      const port = String(project.services[service]?.build?.args?.['PORT']);
      const labels = {
        service,
        service_version: environment()['BALUARTE_VERSION'],
        deployment_environment_name: 'compose',
      };
      return { targets: [`${service}:${port}`], labels };
    });
    expect(services).toEqual(expected);
  });

  it('scrapes nothing but containers of the system, itself among them', () => {
    const targets = prometheus.scrape_configs.flatMap(({ static_configs }) => static_configs);
    const hosts = targets.flatMap((target) => target.targets.map((address) => address.split(':')[0] ?? ''));
    for (const host of hosts) expect([...Object.keys(project.services), '127.0.0.1']).toContain(host);
  });

  it('loads the rules from where they are mounted, and keeps exemplars', () => {
    const { volumes = [], command = [] } = project.services['prometheus'] ?? {};
    expect(prometheus.rule_files).toEqual(['/etc/prometheus/rules/*.yml']);
    expect(volumes).toContain('./deploy/prometheus/rules:/etc/prometheus/rules:ro');
    expect(command).toContain('--enable-feature=exemplar-storage');
  });

  it('takes what Tempo makes of spans', () => {
    expect(project.services['prometheus']?.command).toContain('--web.enable-remote-write-receiver');
  });

  it('talks to Alertmanager', () => {
    expect(prometheus.alerting.alertmanagers).toEqual([
      { static_configs: [{ targets: ['alertmanager:9093'] }] },
    ]);
  });
});

describe('Alertmanager', () => {
  it('has a route for each severity, and a receiver for each route', () => {
    const routes = [alertmanager.route, ...(alertmanager.route.routes ?? [])];
    const names = alertmanager.receivers.map(({ name }) => name);
    for (const { receiver } of routes) expect(names).toContain(receiver);
    expect(routes.flatMap(({ matchers = [] }) => matchers)).toEqual([
      'severity="critical"',
      'severity="warning"',
    ]);
  });

  it('sends everything to the receiver that can be looked at', () => {
    for (const { webhook_configs } of alertmanager.receivers)
      expect(webhook_configs.map(({ url }) => url)).toEqual(['http://alert-receiver:9095/']);
  });

  it('is silent about the symptoms of a service that is down', () => {
    for (const service of own)
      expect(alertmanager.inhibit_rules).toContainEqual({
        source_matchers: ['alertname="TargetDown"', `service="${service}"`],
        target_matchers: [`dependency="${service === 'psp-simulator' ? 'psp' : service}"`],
      });
  });

  it('is silent about warnings of a service of which something critical is known', () => {
    expect(alertmanager.inhibit_rules).toContainEqual({
      source_matchers: ['severity="critical"'],
      target_matchers: ['severity="warning"'],
      equal: ['service'],
    });
  });
});
