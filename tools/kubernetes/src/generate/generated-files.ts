import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { dashboards } from './dashboards.js';
import { prometheusRules, type RuleFile } from './prometheus-rules.js';
import { serviceMonitor, type PrometheusConfiguration } from './service-monitor.js';
import type { Manifest } from '../kustomize/resource.js';

/** A file that is written from others of the workspace. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

const SOURCES = {
  databases: 'deploy/compose/postgres/databases.sql',
  dashboards: 'grafana/dashboards',
  prometheus: 'deploy/compose/prometheus/prometheus.yml',
  rules: 'deploy/prometheus/rules',
} as const;

const MONITORING = 'deploy/kubernetes/monitoring';
const DEMO = 'deploy/kubernetes/overlays/demo';

/** What a cluster shares with compose, as it has to be now; `root` is the folder of the workspace. */
export function generatedFiles(root: string): GeneratedFile[] {
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  const names = (folder: string, ending: string) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => path.endsWith(ending))
      .toSorted();
  const rules = names(SOURCES.rules, '.yml').map((path) => ({
    name: path.slice(0, -'.yml'.length),
    content: parse(read(`${SOURCES.rules}/${path}`)) as RuleFile['content'],
  }));
  const boards = names(SOURCES.dashboards, '.json').map((path) => ({
    path,
    text: read(`${SOURCES.dashboards}/${path}`),
  }));
  const configuration = parse(read(SOURCES.prometheus)) as PrometheusConfiguration;
  return [
    file(`${MONITORING}/service-monitor.yaml`, SOURCES.prometheus, [serviceMonitor(configuration)]),
    file(`${MONITORING}/prometheus-rules.yaml`, SOURCES.rules, prometheusRules(rules)),
    file(`${MONITORING}/dashboards.yaml`, SOURCES.dashboards, dashboards(boards)),
    {
      path: `${DEMO}/postgres/databases.sql`,
      text: `-- ${writtenFrom(SOURCES.databases)}\n${read(SOURCES.databases)}`,
    },
  ];
}

function file(path: string, source: string, manifests: readonly Manifest[]): GeneratedFile {
  const documents = manifests.map((manifest) => stringify(manifest, { lineWidth: 0, singleQuote: true }));
  return { path, text: `# ${writtenFrom(source)}\n${documents.join('---\n')}` };
}

function writtenFrom(source: string): string {
  return `Written by npm run generate -w @baluarte/kubernetes, from ${source}`;
}
