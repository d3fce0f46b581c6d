import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually, RunningSystem, Shop } from '@baluarte/testing';
import { installedProgram } from '../src/observe/installed-program.js';
import { NO_PROMETHEUS } from '../src/observe/observation.js';
import { identityOf } from '../src/processes/process-identity.js';
import { isFree, type NotedProcess } from './fixture-system.js';

const LAUNCHER = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const OFFSET = 7_800;
const TRACES = `http://127.0.0.1:${4_318 + OFFSET}`;
const PROMETHEUS = `http://127.0.0.1:${9_090 + OFFSET}`;
const START_MS = 120_000;
const isPrometheusHere = installedProgram('prometheus', process.env['PATH']) !== undefined;

describe('the system, started with --observe', () => {
  let system: RunningSystem;
  let shop: Shop;

  beforeAll(async () => {
    system = await RunningSystem.start(LAUNCHER, OFFSET, {}, { observe: true });
    shop = await Shop.open(system);
    await fetch(`${system.faultProxyUrl}/proxies/orders_payments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ enabled: false }),
    });
  }, START_MS);

  /** What is kept of the trace of an answer at this moment, line by line, without the times. */
  const linesOf = async (traceId: unknown) => {
    const text = await (await fetch(`${TRACES}/traces/${String(traceId)}`)).text();
    return text
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/ [\d.]+ ms/, ''));
  };

  it('shows the trace of a failed order under the id of its error', async () => {
    const { status, body } = await shop.order('tok_visa');
    expect([status, body['error_code']]).toEqual([503, 'PAYMENT_SERVICE_UNAVAILABLE']);
    await eventually(async () =>
      expect(await linesOf(body['trace_id'])).toEqual([
        'orders server POST /api/v1/orders ERROR PAYMENT_SERVICE_UNAVAILABLE',
        '  orders saga reserve_stock',
        '    orders client PUT reserve',
        '      stock server PUT /api/v1/reservations/:orderId',
        '  orders saga charge_payment ERROR PAYMENT_SERVICE_UNAVAILABLE · payments charge failed after 3 attempts',
        '    orders client POST charge ERROR refused',
        '    orders client POST charge ERROR refused',
        '    orders client POST charge ERROR refused',
        '  orders saga release_stock',
        '    orders client DELETE release',
        '      stock server DELETE /api/v1/reservations/:orderId',
      ]),
    );
  });

  it('names the open circuit that turned an order away', async () => {
    const traceIds: unknown[] = [];
    while (traceIds.length < 12) traceIds.push((await shop.order('tok_visa')).body['trace_id']);
    await eventually(async () =>
      expect(await Promise.all(traceIds.map(linesOf))).toContainEqual([
        'orders server POST /api/v1/orders ERROR PAYMENT_SERVICE_UNAVAILABLE',
        '  orders saga reserve_stock',
        '    orders client PUT reserve',
        '      stock server PUT /api/v1/reservations/:orderId',
        '  orders saga charge_payment ERROR PAYMENT_SERVICE_UNAVAILABLE · payments charge rejected by circuit',
        '  orders saga release_stock',
        '    orders client DELETE release',
        '      stock server DELETE /api/v1/reservations/:orderId',
      ]),
    );
  });

  const alerting = isPrometheusHere ? withPrometheus : withoutPrometheus;
  alerting(() => system);

  it('ends on Ctrl-C and leaves no process and no port', async () => {
    const { children } = JSON.parse(readFileSync(join(system.home, 'running.json'), 'utf8')) as {
      children: NotedProcess[];
    };
    const ports = [3001, 3002, 3003, 3004, 3005, 54_329, 8474, 4318, 9090];
    const proxies = Array.from({ length: 10 }, (_, index) => 20_001 + index);
    expect(children.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['orders', 'trace-store', ...(isPrometheusHere ? ['prometheus'] : [])]),
    );
    expect(await system.stop()).toBe(0);
    expect(children.filter(({ pid }) => identityOf(pid) !== undefined)).toEqual([]);
    for (const port of [...ports, ...proxies])
      expect([port, await isFree(port + OFFSET)]).toEqual([port, true]);
  });
});

async function ask<Data>(path: string, query: Readonly<Record<string, string>> = {}): Promise<Data> {
  const response = await fetch(`${PROMETHEUS}/api/v1/${path}?${String(new URLSearchParams(query))}`);
  return ((await response.json()) as { data: Data }).data;
}

function withPrometheus(system: () => RunningSystem): void {
  it('says where the alerts are, and has every group of the rules take its turn every two seconds', async () => {
    expect(system().output).toContain(
      `\n      traces: ${TRACES}/traces/<trace_id> · alerts: ${PROMETHEUS}/alerts\n`,
    );
    const { groups } = await ask<{ groups: { interval: number; rules: { name: string }[] }[] }>('rules');
    expect(new Set(groups.map(({ interval }) => interval))).toEqual(new Set([2]));
    const names = groups.flatMap(({ rules }) => rules.map(({ name }) => name));
    expect(names).toEqual(
      expect.arrayContaining(['DependencyDown', 'ErrorBudgetBurnsFast', 'TargetDown', 'slo:burn_rate:5m']),
    );
  });

  it('scrapes the five services, each with the labels that the rules go by', async () => {
    const up = await eventually(async () => {
      const { result } = await ask<{ result: { metric: object; value: [number, string] }[] }>('query', {
        query: 'up{job="services"}',
      });
      return result.length === 5 && result.every(({ value }) => value[1] === '1') && result;
    });
    const labels = { service_version: '0.1.0', deployment_environment_name: 'embedded' };
    expect(up.map(({ metric }) => metric)).toEqual(
      expect.arrayContaining(
        ['orders', 'payments', 'stock', 'recommendations', 'psp-simulator'].map((service) =>
          expect.objectContaining({ service, ...labels }),
        ),
      ),
    );
  });

  it('keeps exemplars whose trace is kept here too', async () => {
    const traceId = await eventually(async () => {
      const series = await ask<{ exemplars: { labels: { trace_id: string } }[] }[]>('query_exemplars', {
        query: 'http_server_request_duration_seconds_bucket{service="orders",route="/api/v1/orders"}',
        start: '0',
        end: '9999999999',
      });
      return series.flatMap(({ exemplars }) => exemplars.map(({ labels }) => labels.trace_id))[0] ?? false;
    });
    const response = await fetch(`${TRACES}/traces/${traceId}`);
    expect([response.status, await response.text()]).toEqual([
      200,
      expect.stringContaining('orders server POST'),
    ]);
  });
}

function withoutPrometheus(system: () => RunningSystem): void {
  it('says that Prometheus is not installed on this machine, and starts without it', () => {
    expect(system().output).toContain(` ${NO_PROMETHEUS}\n`);
    expect(system().output).toContain(`\n      traces: ${TRACES}/traces/<trace_id>\n`);
  });
}
