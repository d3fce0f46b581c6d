import { mapFields, type Manifest, type Value } from '../kustomize/resource.js';

/** A file of rules, by its name without an ending. */
export interface RuleFile {
  readonly name: string;
  readonly content: { readonly groups: readonly Value[] };
}

const GRAFANA_OF_COMPOSE = 'http://localhost:3000/';
const GRAFANA_HERE = '{{ with $externalLabels.grafana_url }}{{ . }}{{ else }}http://localhost:3000{{ end }}/';

/**
 * The rules as the operator of Prometheus takes them. Nothing in them is changed but the way to Grafana, which in a
 * cluster is the external label `grafana_url`.
 */
export function prometheusRules(files: readonly RuleFile[]): Manifest[] {
  return files.map(({ name, content: { groups } }) => ({
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name },
    spec: { groups: groups.map(withGrafanaHere) },
  }));
}

function withGrafanaHere(group: Value): Value {
  return mapFields(group, (name, held) => {
    if (name !== 'dashboard_url' || typeof held !== 'string') return held;
    return held.startsWith(GRAFANA_OF_COMPOSE) ? GRAFANA_HERE + held.slice(GRAFANA_OF_COMPOSE.length) : held;
  });
}
