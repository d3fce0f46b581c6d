import { eventually } from '../eventually.js';
import { read } from '../http.js';
import { expect, urlOf, type SystemUnderCheck } from '../system-under-check.js';

const SERVICES = ['orders', 'payments', 'stock', 'recommendations', 'psp-simulator'];
const PATIENCE_MS = 60_000;

interface Envelope<Data> {
  readonly data: Data;
}
interface Instant {
  readonly result: readonly {
    readonly metric: Readonly<Record<string, string>>;
    readonly value: [number, string];
  }[];
}
interface Rule {
  readonly name: string;
  readonly health: string;
  readonly lastError?: string;
}
interface RuleGroups {
  readonly groups: readonly { readonly rules: readonly Rule[] }[];
}
type Exemplars = readonly {
  readonly exemplars: readonly { readonly labels: Readonly<Record<string, string>> }[];
}[];

/** The services are scraped, with exemplars; the rules are loaded and can be evaluated; Alertmanager is known. */
export async function checkPrometheus(system: SystemUnderCheck): Promise<void> {
  await checkTargets(system);
  await checkExemplars(system);
  const rules = await checkRules(system);
  const { activeAlertmanagers } = await api<{ activeAlertmanagers: unknown[] }>(system, 'alertmanagers');
  expect(activeAlertmanagers.length > 0, 'Prometheus knows no Alertmanager.');
  system.say(
    `${SERVICES.length} services scraped, with exemplars; ${rules} rules loaded; Alertmanager known`,
  );
}

async function checkTargets(system: SystemUnderCheck): Promise<void> {
  await eventually('all services to be scraped', PATIENCE_MS, system.signal, async () => {
    const { result } = await api<Instant>(system, 'query', { query: 'up{job="services"} == 1' });
    const up = new Set(result.map(({ metric }) => metric['service']));
    const missing = SERVICES.filter((service) => !up.has(service));
    if (missing.length > 0) throw new Error(`${missing.join(', ')} not up`);
    return result.every(({ metric }) => metric['service_version'] && metric['deployment_environment_name'])
      ? true
      : undefined;
  });
}

async function checkExemplars(system: SystemUnderCheck): Promise<void> {
  await eventually('an exemplar with a trace id', PATIENCE_MS, system.signal, async () => {
    const found = await api<Exemplars>(system, 'query_exemplars', {
      query: 'http_server_request_duration_seconds_bucket{service="orders"}',
      start: String(nowSeconds() - 300),
      end: String(nowSeconds() + 60),
    });
    return found.some(({ exemplars }) => exemplars.some(({ labels }) => labels['trace_id']))
      ? true
      : undefined;
  });
}

async function checkRules(system: SystemUnderCheck): Promise<number> {
  return eventually('a rule that was evaluated', PATIENCE_MS, system.signal, async () => {
    const { groups } = await api<RuleGroups>(system, 'rules');
    const rules = groups.flatMap((group) => group.rules);
    const broken = rules.find(({ health }) => health === 'err');
    if (broken) throw new Error(`the rule ${broken.name} fails: ${broken.lastError ?? 'no reason given'}`);
    // Groups of a long interval may not have had their turn yet.
    return rules.some(({ health }) => health === 'ok') ? rules.length : undefined;
  });
}

async function api<Data>(
  system: SystemUnderCheck,
  path: string,
  query: Readonly<Record<string, string>> = {},
): Promise<Data> {
  const url = `${urlOf(system, 'PROMETHEUS_PORT')}/api/v1/${path}?${String(new URLSearchParams(query))}`;
  return (await read<Envelope<Data>>(url, system.signal)).data;
}

function nowSeconds(): number {
  return (performance.timeOrigin + performance.now()) / 1_000;
}
