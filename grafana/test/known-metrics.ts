import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const RULES = join(ROOT, 'deploy/prometheus/rules');

/** Labels that Prometheus and its scrape configuration give to every series of a service. */
const OF_EVERY_TARGET = ['job', 'instance', 'service', 'service_version', 'deployment_environment_name'];

interface Rule {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The rules of deploy/prometheus. */
export const RULE_FILES: ReadonlyMap<string, string> = new Map(
  readdirSync(RULES)
    .filter((name) => name.endsWith('.yml'))
    .map((name) => [name, readFileSync(join(RULES, name), 'utf8')]),
);

export const ALL_RULES: readonly Rule[] = [...RULE_FILES.values()].flatMap((file) =>
  (parse(file) as { groups: { rules: Rule[] }[] }).groups.flatMap(({ rules }) => rules),
);

/** Every metric there is, with its labels: of the guide, of Prometheus, of the recording rules. */
export function knownMetrics(): ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Map<string, Set<string>>([
    ['up', new Set(OF_EVERY_TARGET)],
    ['ALERTS', alertLabels()],
  ]);
  for (const [name, labels] of documented()) known.set(name, new Set([...OF_EVERY_TARGET, ...labels]));
  for (const { record, labels = {} } of ALL_RULES) {
    if (record === undefined) continue;
    const has = known.get(record) ?? new Set(['slo', 'service']);
    for (const label of Object.keys(labels)) has.add(label);
    known.set(record, has);
  }
  return known;
}

/** An alert carries the labels of its expression and of its rule. */
function alertLabels(): Set<string> {
  const ofRules = ALL_RULES.flatMap(({ alert, labels = {} }) =>
    alert === undefined ? [] : Object.keys(labels),
  );
  return new Set([...OF_EVERY_TARGET, 'alertname', 'alertstate', 'slo', 'dependency', ...ofRules]);
}

/** The tables of docs/guide/metrics.md: `name`, type, `label`, `label`, … */
function documented(): [string, string[]][] {
  const guide = readFileSync(join(ROOT, 'docs/guide/metrics.md'), 'utf8');
  const listed = [...guide.matchAll(/^\| `([a-z_0-9]+)`\s*\| (\w+)\s*\| ([^|]*)\|/gm)];
  const linux = [...(/^On Linux also .*$/m.exec(guide)?.[0] ?? '').matchAll(/`([a-z_]+)`/g)];
  return [
    ...listed.flatMap(([, name = '', type, labels = '']) => {
      const own = [...labels.matchAll(/`(\w+)`/g)].map(([, label = '']) => label);
      return seriesOf(name, type ?? '', own);
    }),
    ...linux.map(([, name = '']): [string, string[]] => [name, []]),
  ];
}

/** A histogram is three series. */
function seriesOf(name: string, type: string, labels: string[]): [string, string[]][] {
  if (type !== 'histogram') return [[name, labels]];
  return [
    [`${name}_bucket`, [...labels, 'le']],
    [`${name}_count`, labels],
    [`${name}_sum`, labels],
  ];
}
