import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { knownMetrics } from './known-metrics.js';
import { alerts, recordings, ROOT, ruleTests, text } from './rules.js';
import { selectorsOf } from './selectors.js';

const RUNBOOKS = 'docs/runbooks';
/** Runbooks that are about no alert. */
const GENERAL = ['README.md', 'post-mortem-template.md'];
const DASHBOARD =
  /^http:\/\/localhost:3000\/d\/baluarte-(?:lookout|microscope|service\?var-service=\{\{ \$labels\.service \}\})$/;

const named = alerts.map(
  (alert) => [`${alert.alert} (${Object.values(alert.labels).join(', ')})`, alert] as const,
);

describe('the alert', () => {
  it.each(named)('%s says how urgent it is', (_name, { labels }) => {
    expect(['critical', 'warning']).toContain(labels['severity']);
  });

  it.each(named)(
    '%s says in words what is so, with the value and the service or objective',
    (_name, alert) => {
      const { summary = '', description = '' } = alert.annotations;
      expect(`${summary} ${description}`).toContain('{{ $value');
      expect(summary).toMatch(/\{\{ \$labels\.(?:service|slo) \}\}|^Orders /);
      expect(summary).toMatch(/^\S.*\.$/);
      expect(description).toMatch(/^\S.*\.$/);
    },
  );

  it.each(named)('%s leads to a runbook that exists and is its own', (_name, { alert, annotations }) => {
    const file = `${kebab(alert)}.md`;
    expect(annotations['runbook']).toBe(`${RUNBOOKS}/${file}`);
    expect(existsSync(join(ROOT, RUNBOOKS, file))).toBe(true);
    const base = `{{ with $externalLabels.runbooks_url }}{{ . }}{{ else }}${RUNBOOKS}{{ end }}`;
    expect(annotations['runbook_url']).toBe(`${base}/${file}`);
  });

  it.each(named)('%s leads to a dashboard', (_name, { annotations }) => {
    expect(annotations['dashboard_url']).toMatch(DASHBOARD);
  });

  it.each(named)('%s keeps the labels that it speaks of', (_name, { expr, labels, annotations }) => {
    const spoken = Object.values(annotations).flatMap((words) => [...words.matchAll(/\$labels\.(\w+)/g)]);
    const kept = new Set([...Object.keys(labels), ...labelsKept(expr)]);
    for (const [, label = ''] of spoken) expect([...kept]).toContain(label);
  });
});

/** What an aggregation keeps; a rule that does not aggregate keeps what its series have. */
function labelsKept(expr: string): string[] {
  const by = /^\s*(?:sum|max|min|avg) by \(([^)]*)\)/.exec(expr)?.[1];
  if (by !== undefined) return by.split(',').map((label) => label.trim());
  return selectorsOf(expr).flatMap(({ metric }) => [...(knownMetrics().get(metric) ?? [])]);
}

describe('the expressions', () => {
  const known = knownMetrics();
  const expressions = [
    ...alerts.map(({ alert, expr }) => [alert, expr] as const),
    ...recordings.map(({ record, labels, expr }) => [`${record} ${labels?.['slo'] ?? ''}`, expr] as const),
  ];

  it.each(expressions)('of %s read metrics that exist, by labels that they have', (_name, expr) => {
    for (const { metric, labels } of selectorsOf(expr)) {
      expect([...known.keys()]).toContain(metric);
      for (const label of labels) expect([...(known.get(metric) ?? [])]).toContain(label);
    }
  });

  it('are refused when they are no PromQL, or name no metric', () => {
    expect(() => selectorsOf('sum(rate(up[5m])')).toThrow(SyntaxError);
    expect(() => selectorsOf('{job="services"}')).toThrow(SyntaxError);
  });

  it('would be found out by a name that does not exist', () => {
    const read = selectorsOf('rate(resilience_retry_total{dependency="psp"}[5m]) > 0');
    expect(read).toEqual([{ metric: 'resilience_retry_total', labels: ['dependency'] }]);
    expect(known.has('resilience_retry_total')).toBe(false);
    expect(known.get('http_server_request_duration_seconds_bucket')).toContain('le');
  });

  it('of objectives are recorded once for each objective and window', () => {
    const keys = recordings.map(({ record, labels }) => `${record} ${labels?.['slo'] ?? ''}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('the runbooks', () => {
  const files = readdirSync(join(ROOT, RUNBOOKS));
  const owned = new Set(alerts.map(({ alert }) => `${kebab(alert)}.md`));

  it('belong to an alert each', () => {
    expect(files.filter((file) => !owned.has(file)).toSorted()).toEqual([...GENERAL].toSorted());
  });

  it('are listed with their alert and its severities', () => {
    const index = text(`${RUNBOOKS}/README.md`).replaceAll(/ +/g, ' ');
    for (const name of new Set(alerts.map(({ alert }) => alert))) {
      const severities = alerts.filter(({ alert }) => alert === name).map(({ labels }) => labels['severity']);
      expect(index).toContain(
        `| [\`${name}\`](${kebab(name)}.md) | ${[...new Set(severities)].join(', ')} |`,
      );
    }
  });

  it.each([...owned])('%s says what is seen, how to look, why, what to do, and what comes after', (file) => {
    const headings = text(`${RUNBOOKS}/${file}`).match(/^## .+$/gm);
    expect(headings).toEqual(['## Symptom', '## Check', '## Likely causes', '## Mitigation', '## Follow-up']);
  });

  it('lead only to files that exist', () => {
    for (const file of files)
      for (const [, target = ''] of text(`${RUNBOOKS}/${file}`).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g))
        expect([file, target, existsSync(join(ROOT, RUNBOOKS, target))]).toEqual([file, target, true]);
  });
});

describe('the tests of the rules', () => {
  const expected = ruleTests.flatMap(({ alert_rule_test = [] }) => alert_rule_test);
  const asked = ruleTests.flatMap(({ promql_expr_test = [] }) => promql_expr_test).map(({ expr }) => expr);

  it.each([...new Set(alerts.map(({ alert }) => alert))])('see %s fire, and stay silent', (name) => {
    const times = expected.filter(({ alertname }) => alertname === name);
    expect(times.some(({ exp_alerts }) => exp_alerts.length > 0)).toBe(true);
    expect(times.some(({ exp_alerts }) => exp_alerts.length === 0)).toBe(true);
  });

  it.each(named)('see %s fire with all of its labels', (_name, { alert, labels }) => {
    const fired = expected
      .filter(({ alertname }) => alertname === alert)
      .flatMap(({ exp_alerts }) => exp_alerts);
    expect(fired).toContainEqual(
      expect.objectContaining({ exp_labels: expect.objectContaining(labels) as unknown }),
    );
  });

  it.each([...new Set(recordings.map(({ record }) => record))])('ask for %s', (record) => {
    const read = asked.flatMap((expr) => selectorsOf(expr)).map(({ metric }) => metric);
    expect(read).toContain(record);
  });
});

describe('Alertmanager', () => {
  it('silences by alerts that exist', () => {
    const path = 'deploy/compose/alertmanager/alertmanager.yml';
    const spoken = [...text(path).matchAll(/alertname="(\w+)"/g)].map(([, name]) => name);
    expect(spoken).toContain('TargetDown');
    for (const name of spoken) expect(alerts.map(({ alert }) => alert)).toContain(name);
  });
});

/** CircuitOpen: circuit-open */
function kebab(name: string): string {
  return name.replace(/(?!^)[A-Z]/g, '-$&').toLowerCase();
}
