import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { OtlpCollector, RunningSystem } from '@baluarte/testing';
import { lookout } from '../lookout/lookout.js';
import { Customers, cut, scrapeTargets, USUAL_CARDS } from '../outage/outage.js';
import { PrometheusServer, prometheusProgram } from '../outage/prometheus-server.js';
import { service } from '../service/service.js';
import type { Band } from './chart.js';
import { panelChart } from './panel-chart.js';
import { failedRequest } from './failed-request.js';
import { picture } from './picture.js';
import { requestPicture } from './request-picture.js';

const LAUNCHER = fileURLToPath(new URL('../../../tools/embedded/dist/main.js', import.meta.url));
const FOLDER = fileURLToPath(new URL('../../../docs/guide/pictures', import.meta.url));
const PORT_OFFSET = 8_300;
/** Rates look back over 20 s, so nothing is drawn that began earlier. */
const WARM_UP_MS = 22_000;

/** What customers get while payments cannot be reached. */
const ERROR_CODE = 'PAYMENT_SERVICE_UNAVAILABLE';

const PICTURES = [
  {
    file: 'lookout.svg',
    title: '1 The lookout',
    of: 'orders',
    dashboard: lookout,
    panels: [
      'Burn rate over 5m',
      'Requests at the entry, by status',
      'Answers of 5xx, by service',
      'p95 at the entry, by service',
      'Circuit breakers of all services',
    ],
  },
  {
    file: 'engine-room-orders.svg',
    title: '2 The engine room of orders',
    of: 'orders',
    dashboard: service,
    panels: [
      'Errors that are ours, by code',
      'Circuit breakers',
      'Calls, by how they ended',
      'Not sent, by what kept it',
    ],
  },
  {
    file: 'engine-room-stock.svg',
    title: '2 The engine room of stock',
    of: 'stock',
    dashboard: service,
    panels: ['Answers of 5xx, by route', 'Circuit breakers', 'Calls, by how they ended', 'Fallbacks'],
  },
] as const;

/** Two edges are cut while customers shop, one that is needed and one that is not. @returns when */
async function twoOutages(
  system: RunningSystem,
  prometheus: PrometheusServer,
  start: number,
): Promise<Band[]> {
  const bands: Band[] = [];
  await sleep(15_000);
  for (const proxy of ['orders_payments', 'stock_recommendations']) {
    const from = (await prometheus.now()) - start;
    await cut(system, proxy, 25_000);
    bands.push({ label: `${proxy} cut`, from, to: (await prometheus.now()) - start });
    await sleep(25_000);
  }
  return bands;
}

/** Draws the pictures of docs/guide/dashboards.md from what a real Prometheus saw of a running system. */
async function draw(): Promise<void> {
  const program = prometheusProgram();
  if (program === undefined) throw new Error('Prometheus is not installed: apt-get install prometheus.');
  const collector = await OtlpCollector.start();
  const system = await RunningSystem.start(LAUNCHER, PORT_OFFSET, {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_LOGS_EXPORTER: 'otlp',
  });
  const prometheus = await PrometheusServer.start(program, 9_090 + PORT_OFFSET, scrapeTargets(system));
  const customers = await Customers.come(system, USUAL_CARDS);
  await sleep(WARM_UP_MS);
  const start = await prometheus.now();
  const bands = await twoOutages(system, prometheus, start);
  const end = await prometheus.now();
  await customers.leave();
  mkdirSync(FOLDER, { recursive: true });
  for (const { file, title, of, dashboard, panels } of PICTURES) {
    const charts = await Promise.all(
      panels.map((panel) => panelChart(dashboard, panel, prometheus, { service: of, start, end })),
    );
    save(file, picture(title, charts, bands, end - start));
  }
  save('microscope.svg', requestPicture('3 The microscope', failedRequest(collector, ERROR_CODE)));
  await prometheus.stop();
  await system.stop();
  await collector.stop();
}

function save(file: string, svg: string): void {
  writeFileSync(join(FOLDER, file), svg);
  process.stdout.write(`docs/guide/pictures/${file}\n`);
}

await draw();
