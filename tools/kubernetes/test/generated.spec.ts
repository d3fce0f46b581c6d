import type { IPrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule';
import type { IServiceMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor';
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap';
import type { IService } from 'kubernetes-models/v1/Service';
import { isDeepStrictEqual } from 'node:util';
import { parse, parseAllDocuments } from 'yaml';
import { dashboards } from '../src/generate/dashboards.js';
import { generatedFiles } from '../src/generate/generated-files.js';
import { prometheusRules } from '../src/generate/prometheus-rules.js';
import { serviceMonitor } from '../src/generate/service-monitor.js';
import { ofKind, production, ROOT, text } from './workspace.js';

const objects = (yaml: string) => parseAllDocuments(yaml).map((document) => document.toJS() as unknown);

describe('a generated file', () => {
  it.each(generatedFiles(ROOT))('$path is up to date: npm run generate -w @baluarte/kubernetes', (file) => {
    const same = file.path.endsWith('.yaml')
      ? isDeepStrictEqual(objects(text(file.path)), objects(file.text))
      : text(file.path) === file.text;
    expect(same).toBe(true);
  });
});

describe('what watches the services', () => {
  const [monitor] = ofKind<IServiceMonitor>(production, 'ServiceMonitor');

  it('gives every target the labels that it has in compose', () => {
    const { scrape_configs: jobs } = parse(text('deploy/compose/prometheus/prometheus.yml')) as {
      scrape_configs: { job_name: string; static_configs: { labels: Record<string, string> }[] }[];
    };
    const inCompose = jobs.find(({ job_name: name }) => name === 'services')?.static_configs[0]?.labels ?? {};
    const [endpoint] = monitor?.spec.endpoints ?? [];
    const labels = endpoint?.relabelings?.map(({ targetLabel }) => targetLabel) ?? [];
    expect(labels.toSorted()).toEqual([...Object.keys(inCompose), 'job'].toSorted());
  });

  it('finds every Service of the system, at a port that it has', () => {
    const { matchLabels } = monitor?.spec.selector ?? {};
    const services = ofKind<IService>(production, 'Service');
    expect(services).toHaveLength(4);
    for (const { metadata, spec } of services) {
      expect(metadata?.labels).toMatchObject(matchLabels ?? { no: 'label' });
      expect(spec?.ports?.map(({ name }) => name)).toContain(monitor?.spec.endpoints?.[0]?.port);
    }
  });

  it('has every alert of compose, each with its runbook and a way to the Grafana of the cluster', () => {
    const alerts = ofKind<IPrometheusRule>(production, 'PrometheusRule')
      .flatMap(({ spec }) => spec.groups ?? [])
      .flatMap(({ rules }) => rules ?? [])
      .filter(({ alert }) => alert !== undefined);
    expect(alerts.length).toBeGreaterThan(5);
    for (const { annotations } of alerts) {
      expect(annotations?.['runbook_url']).toContain('$externalLabels.runbooks_url');
      expect(annotations?.['dashboard_url'] ?? '$externalLabels.grafana_url').toContain(
        '$externalLabels.grafana_url',
      );
    }
  });

  it('has every dashboard, of JSON, for the sidecar of Grafana', () => {
    const boards = ofKind<IConfigMap>(production, 'ConfigMap').filter(
      ({ metadata }) => metadata?.labels?.['grafana_dashboard'] === '1',
    );
    expect(boards.length).toBeGreaterThan(0);
    for (const { data = {} } of boards) {
      for (const board of Object.values(data)) expect(JSON.parse(board)).toHaveProperty('panels');
    }
  });
});

describe('the generators', () => {
  it('do with no dashboard at all, and refuse one that is too large or no JSON', () => {
    expect(dashboards([])).toEqual([]);
    expect(() => dashboards([{ path: 'a.json', text: '{' }])).toThrow();
    expect(() => dashboards([{ path: 'a.json', text: JSON.stringify('x'.repeat(2e6)) }])).toThrow('Split');
  });

  it('name a ConfigMap by the folder and the file of its dashboard', () => {
    const [board] = dashboards([{ path: 'Shop/Orders.json', text: '{ "uid": "x" }' }]);
    expect(board).toMatchObject({
      metadata: { name: 'dashboard-shop-orders', annotations: { grafana_folder: 'Shop' } },
      data: { 'Orders.json': '{"uid":"x"}' },
    });
  });

  it('leave a rule as it is, but for the way to Grafana', () => {
    const annotations = { summary: 'http://localhost:3000/', dashboard_url: 'http://localhost:3000/d/x' };
    const group = { name: 'g', rules: [{ alert: 'A', expr: 'up == 0', for: '15s', annotations }] };
    const [rule] = prometheusRules([{ name: 'targets', content: { groups: [group] } }]);
    expect(rule).toMatchObject({ metadata: { name: 'targets' }, spec: { groups: [{ name: 'g' }] } });
    expect(JSON.stringify(rule)).toContain('"summary":"http://localhost:3000/"');
    expect(JSON.stringify(rule)).toContain('{{ else }}http://localhost:3000{{ end }}/d/x');
  });

  it('refuse a configuration of Prometheus without the services', () => {
    const global = { scrape_interval: '5s', scrape_timeout: '3s' };
    expect(() => serviceMonitor({ global, scrape_configs: [{ job_name: 'other' }] })).toThrow(
      'no job services',
    );
  });
});
