import { existsSync, readdirSync } from 'node:fs';
import { project } from './compose-project.js';
import { ROOT, text, yaml } from './workspace.js';

interface DataSource {
  readonly uid: string;
  readonly type: string;
  readonly url: string;
  readonly editable: boolean;
  readonly jsonData: Readonly<Record<string, unknown>>;
}

const FILE = 'grafana/provisioning/datasources/datasources.yaml';
const { datasources } = yaml<{ datasources: DataSource[] }>(FILE);
const byUid = new Map(datasources.map((source) => [source.uid, source]));

describe('the data sources of Grafana', () => {
  it('have the uids that dashboards go by, and lead to containers of the system', () => {
    expect([...byUid.keys()]).toEqual(expect.arrayContaining(['prometheus', 'loki', 'tempo']));
    for (const { uid, type, url, editable } of datasources) {
      expect([uid, type, editable]).toEqual([uid, uid, false]);
      expect(Object.keys(project.services)).toContain(new URL(url).hostname);
    }
  });

  it('lead from an exemplar to its trace', () => {
    const destinations = byUid.get('prometheus')?.jsonData['exemplarTraceIdDestinations'];
    expect(destinations).toContainEqual(
      expect.objectContaining({ name: 'trace_id', datasourceUid: 'tempo' }),
    );
  });

  it('lead from a trace to its lines and to the metrics of the service', () => {
    const { tracesToLogsV2, tracesToMetrics, serviceMap } = byUid.get('tempo')?.jsonData ?? {};
    expect(tracesToLogsV2).toMatchObject({
      datasourceUid: 'loki',
      tags: [{ key: 'service.name', value: 'service_name' }],
    });
    expect(tracesToMetrics).toMatchObject({
      datasourceUid: 'prometheus',
      tags: [{ key: 'service.name', value: 'service' }],
    });
    expect((tracesToMetrics as { queries: unknown[] }).queries.length).toBeGreaterThan(0);
    expect(serviceMap).toEqual({ datasourceUid: 'prometheus' });
  });

  it('lead from a line to its trace', () => {
    const { derivedFields } = byUid.get('loki')?.jsonData ?? {};
    expect(derivedFields).toContainEqual(
      expect.objectContaining({ matcherType: 'label', matcherRegex: 'trace_id', datasourceUid: 'tempo' }),
    );
  });

  it('double every dollar sign that is meant for Grafana, which would look for a variable of the environment', () => {
    const single = text(FILE).match(/(?<!\$)\$(?!\$)\{?__\w+/g);
    expect(single).toBeNull();
  });
});

describe('Grafana', () => {
  it('lets anybody look, and nobody change', () => {
    expect(project.services['grafana']?.environment).toMatchObject({
      GF_AUTH_ANONYMOUS_ENABLED: 'true',
      GF_AUTH_ANONYMOUS_ORG_ROLE: 'Viewer',
    });
  });

  it('finds its dashboards where they are mounted, in the folders they have there', () => {
    const { providers } = yaml<{ providers: { options: unknown }[] }>(
      'grafana/provisioning/dashboards/dashboards.yaml',
    );
    expect(providers[0]?.options).toEqual({
      path: '/var/lib/grafana/dashboards',
      foldersFromFilesStructure: true,
    });
    expect(project.services['grafana']?.volumes).toContain(
      './grafana/dashboards:/var/lib/grafana/dashboards:ro',
    );
  });

  it('opens with a dashboard that is there, once there are any', () => {
    const home =
      project.services['grafana']?.environment?.['GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH'] ?? '';
    const file = home.replace('/var/lib/grafana/dashboards', `${ROOT}/grafana/dashboards`);
    const dashboards = readdirSync(`${ROOT}/grafana/dashboards`, { recursive: true, encoding: 'utf8' });
    const isFilled = dashboards.some((name) => name.endsWith('.json'));
    expect([file, existsSync(file) || !isFilled]).toEqual([file, true]);
  });
});
