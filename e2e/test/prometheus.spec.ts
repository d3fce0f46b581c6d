import { eventually, installedProgram, RunningSystem, Shop } from '@baluarte/testing';
import { LAUNCHER } from '../src/launcher.js';
import { checkMetrics, Prometheus } from '../src/prometheus.js';

const SERVICES = ['orders', 'payments', 'stock', 'recommendations', 'psp'] as const;
const prometheusProgram = installedProgram('prometheus');
const promtool = installedProgram('promtool');

interface Target {
  readonly labels: { readonly job: string };
  readonly health: string;
  readonly lastError: string;
}

interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

let system: RunningSystem;
let traceId: string;

beforeAll(async () => {
  system = await RunningSystem.start(LAUNCHER, 3_900);
  const shop = await Shop.open(system);
  await shop.order('tok_visa');
  const declined = await shop.order('tok_declined');
  traceId = declined.headers.get('x-trace-id') ?? 'none';
});

afterAll(() => system.stop());

function withPrometheus(program: string): void {
  let prometheus: Prometheus;
  beforeAll(async () => {
    const targets = SERVICES.map((service) => [service, new URL(system.url(service)).host]);
    prometheus = await Prometheus.start(program, Object.fromEntries(targets) as Record<string, string>);
  });
  afterAll(() => prometheus.stop());

  it('is scraped by a real Prometheus, in every service and without an error', async () => {
    await eventually(async () => {
      const { activeTargets } = await prometheus.ask<{ activeTargets: Target[] }>('targets');
      const seen = activeTargets.map(({ labels, health, lastError }) => [labels.job, health, lastError]);
      expect(seen.sort()).toEqual([...SERVICES].map((service) => [service, 'up', '']).sort());
    }, 30_000);
  });

  it('has there what an alert or a panel asks for', async () => {
    const sampleOf = async (query: string) =>
      eventually(async () => {
        const { result } = await prometheus.ask<{ result: Sample[] }>('query', { query });
        return result.length > 0 && Number(result[0]?.value[1]);
      }, 30_000);
    expect(await sampleOf('sum(orders_total{state="confirmed"})')).toBe(1);
    expect(await sampleOf('sum(app_errors_total{job="orders",error_code="CARD_DECLINED"})')).toBe(1);
    expect(await sampleOf('sum(resilience_calls_total{dependency="payments",result="ok_first"})')).toBe(2);
    expect(await sampleOf('max(resilience_circuit_state)')).toBe(0);
    expect(await sampleOf('min(db_pool_connections{state="max"})')).toBeGreaterThan(0);
  });

  it('leads from a count to the trace of the order that was counted', async () => {
    const now = Date.now() / 1_000;
    await eventually(async () => {
      const found = await prometheus.ask<{ exemplars: { labels: { trace_id?: string } }[] }[]>(
        'query_exemplars',
        {
          query: 'app_errors_total{job="orders",error_code="CARD_DECLINED"}',
          start: String(now - 600),
          end: String(now + 600),
        },
      );
      expect(found.flatMap(({ exemplars }) => exemplars.map(({ labels }) => labels.trace_id))).toContain(
        traceId,
      );
    }, 30_000);
  });
}

function withPromtool(program: string): void {
  it.each(SERVICES)('is read by promtool as %s writes it', async (service) => {
    const text = await (await fetch(`${system.url(service)}/metrics`)).text();
    expect(checkMetrics(program, text)).not.toMatch(/error while linting|parsing error/i);
    expect(checkMetrics(program, `${text}\nnot a { sample`)).toMatch(/error/i);
  });
}

function withoutEither(): void {
  it('is offered to scrapers in both formats; neither prometheus nor promtool is installed to read them', async () => {
    process.stderr.write('Not tried with a real Prometheus: `apt-get install prometheus` brings one.\n');
    for (const accept of ['text/plain', 'application/openmetrics-text']) {
      const response = await fetch(`${system.url('orders')}/metrics`, { headers: { accept } });
      expect(response.headers.get('content-type')).toContain(accept);
    }
  });
}

describe('what the services measure', () => {
  if (prometheusProgram !== undefined) withPrometheus(prometheusProgram);
  if (promtool !== undefined) withPromtool(promtool);
  if (prometheusProgram === undefined && promtool === undefined) withoutEither();
});
