import { ALL_RULES } from './known-metrics.js';
import { FILES, PANELS, type Link } from './panels.js';

const UIDS = [...FILES.values()].map(({ uid }) => uid);
const LEVELS = ['baluarte-lookout', 'baluarte-service', 'baluarte-microscope'] as const;
const variablesOf = (uid: string) =>
  [...FILES.values()].find((dashboard) => dashboard.uid === uid)?.templating.list.map(({ name }) => name) ??
  [];

/** The links of panels, of single columns too. */
const panelLinks = (uid: string): readonly Link[] =>
  PANELS.filter(({ dashboard }) => dashboard.uid === uid).flatMap(({ panel }) => [
    ...(panel.fieldConfig?.defaults.links ?? []),
    ...(panel.fieldConfig?.overrides ?? []).flatMap(({ properties }) =>
      properties.filter(({ id }) => id === 'links').flatMap(({ value }) => value as readonly Link[]),
    ),
  ]);

const ALL = [...FILES.values()].flatMap(({ uid, title, links }) =>
  [...links, ...panelLinks(uid)].map(({ url }) => ({ from: title, url })),
);
const INTERNAL = ALL.filter(({ url }) => url.startsWith('/d/'));

describe('the links between dashboards', () => {
  it('lead to dashboards that are there, and set only variables that these have', () => {
    expect(INTERNAL.length).toBeGreaterThan(20);
    for (const { from, url } of INTERNAL) {
      const [path, query = ''] = url.split('?');
      const uid = path?.slice('/d/'.length) ?? '';
      if (uid.startsWith('runbook-$')) continue;
      expect([from, url, UIDS.includes(uid)]).toEqual([from, url, true]);
      const set = [...query.matchAll(/var-(\w+)=/g)].map(([, name]) => name);
      expect([from, url, set.filter((name) => !variablesOf(uid).includes(name ?? ''))]).toEqual([
        from,
        url,
        [],
      ]);
    }
  });

  it('lead from an alert to its runbook, for each alert of deploy/prometheus, and from there to its service', () => {
    const alerts = new Set(ALL_RULES.flatMap(({ alert }) => alert ?? []));
    expect(alerts.size).toBeGreaterThan(5);
    expect(panelLinks('baluarte-lookout').map(({ url }) => url)).toContain(
      '/d/runbook-${__data.fields.alertname}?${__url_time_range}',
    );
    for (const alert of alerts) {
      expect(UIDS).toContain(`runbook-${alert}`);
      expect(
        panelLinks(`runbook-${alert}`)
          .map(({ url }) => url)
          .join(),
      ).toContain('/d/baluarte-service?');
    }
  });

  it('lead to dashboards that are there from the annotations of alerts', () => {
    const urls = ALL_RULES.flatMap(({ annotations }) => annotations?.['dashboard_url'] ?? []);
    expect(urls.length).toBeGreaterThan(5);
    for (const url of urls) {
      const [, uid = '', variable] = /\/d\/([\w-]+)(?:\?var-(\w+)=|$)/.exec(url) ?? [];
      expect([url, UIDS.includes(uid)]).toEqual([url, true]);
      if (variable !== undefined) expect(variablesOf(uid)).toContain(variable);
    }
  });

  it.each(LEVELS)('lead from %s to each level', (uid) => {
    const { links } = [...FILES.values()].find((dashboard) => dashboard.uid === uid) ?? { links: [] };
    for (const level of LEVELS) expect(links.map(({ url }) => url.split('?')[0])).toContain(`/d/${level}`);
  });

  it('lead down: from a series or row of the lookout to its service, from one of a service to its requests', () => {
    const urls = (uid: string) =>
      panelLinks(uid)
        .map(({ url }) => url)
        .join('\n');
    expect(urls('baluarte-lookout')).toContain('/d/baluarte-service?var-service=${__field.labels.service}');
    expect(urls('baluarte-service')).toContain('var-route=${__field.labels.route}');
    expect(urls('baluarte-service')).toContain('var-error_code=${__data.fields.error_code}');
    expect(urls('baluarte-microscope')).toContain('var-trace_id=${__value.raw}');
  });

  it('lead across, from a dependency to the service that is called, and back up from a request', () => {
    const urls = (uid: string) =>
      panelLinks(uid)
        .map(({ url }) => url)
        .join('\n');
    expect(urls('baluarte-service')).toContain('/d/baluarte-service?var-service=${__field.labels.callee}');
    expect(urls('baluarte-microscope')).toContain(
      '/d/baluarte-service?var-service=${__field.labels.service}',
    );
  });

  it('take the time that is looked at along', () => {
    for (const { dashboard } of PANELS)
      for (const { url } of panelLinks(dashboard.uid))
        if (url.startsWith('/d/')) expect(url).toContain('${__url_time_range}');
  });

  it('lead from an error code to its page at the service that answered with it', () => {
    const page = 'http://localhost:${__data.fields.port}/errors/${__data.fields.error_code}';
    const tables = PANELS.filter(({ panel }) =>
      panel.fieldConfig?.defaults.links?.some(({ url }) => url === page),
    );
    expect(tables.map(({ dashboard }) => dashboard.uid)).toEqual(['baluarte-lookout', 'baluarte-service']);
    for (const { panel } of tables) expect(panel.targets?.[0]?.expr).toMatch(/"port", "\$1", "instance"/);
  });

  it('lead from p95 to traces, by the exemplars of the histogram', () => {
    for (const uid of LEVELS) {
      const withExemplars = PANELS.filter(
        ({ dashboard, panel }) =>
          dashboard.uid === uid && panel.targets?.some(({ exemplar }) => exemplar === true),
      );
      expect([uid, withExemplars.length > 0]).toEqual([uid, true]);
    }
  });
});
