import { fileURLToPath } from 'node:url';
import { freePort, OtlpCollector, RunningSystem, installedProgram } from '@baluarte/testing';
import { Customers, goThroughAnOutage, scrapeTargets, TROUBLESOME_CARDS } from '../src/outage/outage.js';
import { PrometheusServer, type Series } from '../src/outage/prometheus-server.js';
import { interpolate } from '../src/interpolate.js';
import { PANELS, queriesOf } from './panels.js';

const LAUNCHER = fileURLToPath(new URL('../../tools/embedded/dist/main.js', import.meta.url));
const PORT_OFFSET = 8_300;
const PROMETHEUS_PORT = 9_090 + PORT_OFFSET;
const SERVICES = ['orders', 'payments', 'stock', 'recommendations', 'psp-simulator'] as const;
const QUERIES = queriesOf('prometheus');
const program = installedProgram('prometheus');

const hasNumber = ({ values }: Series) => values.some(([, value]) => Number.isFinite(Number(value)));

function withPrometheus(path: string): void {
  let collector: OtlpCollector;
  let system: RunningSystem;
  let prometheus: PrometheusServer;
  let start: number;
  let end: number;
  const started: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    collector = await OtlpCollector.start();
    started.push(() => collector.stop());
    system = await RunningSystem.start(LAUNCHER, PORT_OFFSET, {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_LOGS_EXPORTER: 'otlp',
    });
    started.push(() => system.stop());
    const replicaThatIsGone = { address: `127.0.0.1:${await freePort()}`, service: 'recommendations' };
    prometheus = await PrometheusServer.start(path, PROMETHEUS_PORT, [
      ...scrapeTargets(system),
      replicaThatIsGone,
    ]);
    started.push(() => prometheus.stop());
    start = await prometheus.now();
    const customers = await Customers.come(system, TROUBLESOME_CARDS);
    await goThroughAnOutage(system, customers);
    await customers.leave();
    end = await prometheus.now();
  });
  afterAll(async () => {
    for (const stop of started.reverse()) await stop();
  });

  const ask = async (text: string, service: string) =>
    (await prometheus.range(interpolate(text, { service }), start, end)).filter(hasNumber);

  it.each(QUERIES)('has data for: $where', async ({ text }) => {
    const answers = await Promise.all(SERVICES.map(async (service) => ask(text, service)));
    const found = SERVICES.filter((_service, index) => (answers[index]?.length ?? 0) > 0);
    expect([text, found.length > 0]).toEqual([text, true]);
  });

  it('has exemplars whose trace is there, for each panel that promises the way to a trace', async () => {
    const promised = PANELS.flatMap(({ name, panel }) =>
      (panel.targets ?? []).flatMap(({ exemplar, expr = '' }) => (exemplar === true ? [{ name, expr }] : [])),
    );
    expect(promised.length).toBeGreaterThan(4);
    for (const { name, expr } of promised) {
      const traces = await prometheus.exemplars(interpolate(expr), start, end);
      expect([name, traces.some((trace) => collector.trace(trace).length > 0)]).toEqual([name, true]);
    }
  });

  it('sends spans with every attribute that a TraceQL query names', () => {
    const named = queriesOf('tempo').flatMap(({ text }) => [...text.matchAll(/(span|resource)\.([\w.]+)/g)]);
    expect(named.length).toBeGreaterThan(4);
    for (const [, scope, attribute = ''] of named) {
      const found = collector.spans.some(({ attributes, resource }) =>
        Object.hasOwn(scope === 'span' ? attributes : resource, attribute),
      );
      expect([scope, attribute, found]).toEqual([scope, attribute, true]);
    }
  });

  it('sends log lines with every field that a LogQL query names: of the record, and of the JSON in it', () => {
    const withTrace = collector.logs.filter(({ traceId }) => traceId !== '');
    expect(withTrace.some(({ attributes }) => attributes['error_code'] !== undefined)).toBe(true);
    expect(new Set(withTrace.map(({ service }) => service))).toEqual(new Set(SERVICES));
    const named = queriesOf('loki').flatMap(({ text }) => [...text.matchAll(/(?:json|,) \w+="(\w+)"/g)]);
    expect(named.length).toBeGreaterThan(4);
    for (const [, field = ''] of named) {
      const found = collector.logs.some(({ body }) => Object.hasOwn(JSON.parse(body) as object, field));
      expect([field, found]).toEqual([field, true]);
    }
  });

  it('leads from a row of the error codes to a page that is there', async () => {
    const table = PANELS.find(({ panel }) => panel.title === 'Top error codes of all services');
    const rows = await ask(table?.panel.targets?.[0]?.expr ?? '', 'orders');
    expect(rows.map(({ metric }) => metric['error_code'])).toContain('PAYMENT_SERVICE_UNAVAILABLE');
    for (const { metric } of rows) {
      const page = `http://127.0.0.1:${metric['port']}/errors/${metric['error_code']}`;
      expect([page, (await fetch(page)).status]).toEqual([page, 200]);
    }
  });

  it('shows the outage: errors, an open circuit, fallbacks and an alert, each in its panel', async () => {
    const inPanel = async (title: string, service: string) => {
      const found = PANELS.find(({ panel }) => panel.title === title);
      return ask(found?.panel.targets?.[0]?.expr ?? '', service);
    };
    const top = (series: readonly Series[]) =>
      Math.max(
        ...series.flatMap(({ values }) => values.map(([, value]) => Number(value))).filter(Number.isFinite),
      );
    expect(top(await inPanel('Answers of 5xx, by service', 'orders'))).toBeGreaterThan(0.02);
    expect(top(await inPanel('Circuit breakers', 'orders'))).toBe(2);
    expect(top(await inPanel('Fallbacks', 'stock'))).toBeGreaterThan(0);
    const statuses = await inPanel('Requests at the entry, by status', 'orders');
    expect(statuses.map(({ metric }) => metric['class']).sort()).toEqual(['2xx', '4xx', '5xx']);
    const firing = await inPanel('Alerts that fire now', 'orders');
    expect(firing.map(({ metric }) => metric['alertname'])).toContain('TargetDown');
  });
}

function withoutPrometheus(): void {
  it('is not asked, for Prometheus is not installed; the grammar and the names of the queries are checked elsewhere', () => {
    process.stderr.write('Not tried with a real Prometheus: `apt-get install prometheus` brings one.\n');
    expect(QUERIES.length).toBeGreaterThan(40);
  });
}

describe('a real Prometheus that scraped the running system through an outage', () => {
  if (program === undefined) withoutPrometheus();
  else withPrometheus(program);
});
