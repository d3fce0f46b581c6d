import { fileURLToPath } from 'node:url';
import { RunningSystem } from '@baluarte/testing';
import { publish, table } from '../publish.js';
import { discardingCollector, urlOf } from './discarding-collector.js';
import { measure, memoryUnderLoad, type Cost } from './measure.js';
import { DEFAULT_COLLECTOR_PORT, observedPlainly, stockWithDeadCollector, tracedStock } from './subjects.js';

const OFFSET = 5_500;
const LAUNCHER = fileURLToPath(new URL('../../../tools/embedded/dist/main.js', import.meta.url));
const DEAD_COLLECTOR_SECONDS = 300;

const HEAD = [
  '',
  'throughput',
  'processor time',
  'requests per second here',
  'processor time per request here',
];

/** Every row beside the first, which costs nothing. */
function rowsOf(costs: readonly Cost[]): string[][] {
  const [base] = costs;
  if (base === undefined) return [];
  return costs.map(({ name, requestsPerSecond, processorMs }) => [
    name,
    (requestsPerSecond / base.requestsPerSecond).toFixed(2),
    (processorMs / base.processorMs).toFixed(2),
    requestsPerSecond.toFixed(0),
    `${processorMs.toFixed(2)} ms`,
  ]);
}

/** What logs and metrics cost, of all that the product page costs with them and without tracing. */
function shareOfThePage([page]: readonly Cost[], [without, withBoth]: readonly Cost[]): string {
  if (page === undefined || without === undefined || withBoth === undefined) return '';
  const bothMs = withBoth.processorMs - without.processorMs;
  const ratio = (page.processorMs - bothMs) / page.processorMs;
  return `Logs and metrics cost ${bothMs.toFixed(2)} ms of processor time for each request; the product page of \`stock\` without them would take ${ratio.toFixed(2)} of what it takes.`;
}

/** Smallest value of the last third beside that of the second: garbage comes and goes, a leak stays. */
function growth(values: readonly number[]): string {
  const third = Math.floor(values.length / 3);
  const settled = Math.min(...values.slice(third, 2 * third));
  const late = Math.min(...values.slice(2 * third));
  return `${settled.toFixed(0)} MB, then ${late.toFixed(0)} MB`;
}

const collector = await discardingCollector();
const defaultCollector = await discardingCollector(DEFAULT_COLLECTOR_PORT);
const system = await RunningSystem.start(LAUNCHER, OFFSET, {}, { faultProxy: false });
try {
  const traced = await measure(tracedStock(system, urlOf(collector)));
  const plain = await measure(observedPlainly(system));
  const { heapMb, residentMb } = await memoryUnderLoad(stockWithDeadCollector(system), {
    seconds: DEAD_COLLECTOR_SECONDS,
    pauseMs: 10,
  });
  publish(
    'telemetry',
    [
      table(HEAD, rowsOf(traced)),
      table(HEAD, rowsOf(plain)),
      shareOfThePage(traced, plain),
      `${DEAD_COLLECTOR_SECONDS} s under load with a collector that is not there: heap ${growth(heapMb)}; resident ${growth(residentMb)}.`,
    ].join('\n\n'),
  );
} finally {
  await system.stop();
  collector?.close();
  defaultCollector?.close();
}
