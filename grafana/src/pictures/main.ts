import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { installedProgram, OtlpCollector, RunningSystem } from '@baluarte/testing';
import { Customers, scrapeTargets, USUAL_CARDS } from '../outage/outage.js';
import { PrometheusServer } from '../outage/prometheus-server.js';
import { failedRequest } from './failed-request.js';
import { panelChart } from './panel-chart.js';
import { picture } from './picture.js';
import { requestPicture } from './request-picture.js';
import { SCENES, type Scene } from './scenes.js';

const LAUNCHER = fileURLToPath(new URL('../../../tools/embedded/dist/main.js', import.meta.url));
const FOLDER = fileURLToPath(new URL('../../../docs/guide/pictures', import.meta.url));
const PORT_OFFSET = 8_300;
/** Rates look back over 20 s, so nothing is drawn that began earlier. */
const WARM_UP_MS = 22_000;

/** What customers get while payments cannot be reached. */
const ERROR_CODE = 'PAYMENT_SERVICE_UNAVAILABLE';

/** Plays one scene before a real Prometheus and a collector, and draws what they saw. */
async function draw({ play, pictures }: Scene, program: string): Promise<OtlpCollector> {
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
  const bands = await play(system, async () => (await prometheus.now()) - start);
  const end = await prometheus.now();
  await customers.leave();
  for (const { file, title, of, dashboard, panels } of pictures) {
    const charts = await Promise.all(
      panels.map((panel) => panelChart(dashboard, panel, prometheus, { service: of, start, end })),
    );
    save(file, picture(title, charts, bands, end - start));
  }
  await prometheus.stop();
  await system.stop();
  await collector.stop();
  return collector;
}

function save(file: string, svg: string): void {
  writeFileSync(join(FOLDER, file), svg);
  process.stdout.write(`docs/guide/pictures/${file}\n`);
}

/** Draws the pictures of the guide from what a real Prometheus saw of a running system. */
async function drawAll(): Promise<void> {
  const program = installedProgram('prometheus');
  if (program === undefined) throw new Error('Prometheus is not installed: apt-get install prometheus.');
  mkdirSync(FOLDER, { recursive: true });
  const named = new Set(process.argv.slice(2));
  const wanted = SCENES.filter(
    ({ pictures }) => named.size === 0 || pictures.some(({ file }) => named.has(file)),
  );
  for (const scene of wanted) {
    const collector = await draw(scene, program);
    if (scene === SCENES[0])
      save('microscope.svg', requestPicture('3 The microscope', failedRequest(collector, ERROR_CODE)));
  }
}

await drawAll();
