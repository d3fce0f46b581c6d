import { fileURLToPath } from 'node:url';
import type { RunningSystem } from '@baluarte/testing';
import type { ProcessToMeasure } from './measured-process.js';

/** One way to run a service, to be compared with another. */
export interface Subject extends ProcessToMeasure {
  readonly name: string;
}

const STOCK = fileURLToPath(new URL('../../../apps/stock/dist/main.js', import.meta.url));
const PLAIN = fileURLToPath(
  new URL('../../../libs/observability/test/fixtures/plain-service.mjs', import.meta.url),
);

/** Where the default exporter of OpenTelemetry sends to when nobody tells it. */
export const DEFAULT_COLLECTOR_PORT = 4318;

/** `stock` in front of the system's database and recommendations, traced in different ways. */
export function tracedStock(system: RunningSystem, collectorUrl: string): Subject[] {
  const env = {
    DATABASE_URL: system.databaseUrl('stock'),
    RECOMMENDATIONS_URL: system.url('recommendations'),
  };
  const collector = { OTEL_EXPORTER_OTLP_ENDPOINT: collectorUrl };
  const tenth = { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.1' };
  return [
    { name: 'tracing off', entry: STOCK, env },
    { name: 'every trace sampled', entry: STOCK, env: { ...env, ...collector } },
    { name: '10 % sampled, and all that fail', entry: STOCK, env: { ...env, ...collector, ...tenth } },
    {
      name: 'auto-instrumentations-node with its defaults, every trace sampled',
      entry: STOCK,
      nodeArguments: ['--require', '@opentelemetry/auto-instrumentations-node/register'],
      env: {
        ...env,
        OTEL_METRICS_EXPORTER: 'none',
        OTEL_LOGS_EXPORTER: 'none',
        OTEL_LOG_LEVEL: 'none',
        OTEL_SERVICE_NAME: 'stock',
      },
    },
  ];
}

/** A plain product page without logs and metrics, and with both. */
export function observedPlainly(system: RunningSystem): Subject[] {
  const subject = (name: string, isObserved: boolean): Subject => ({
    name,
    entry: PLAIN,
    argumentsFor: (port) => [JSON.stringify({ port, database: system.databaseUrl('stock'), isObserved })],
  });
  return [subject('no logs, no metrics', false), subject('logs and metrics', true)];
}

/** `stock` with a collector that nobody runs, and with little memory, so that garbage does not pass for a leak. */
export function stockWithDeadCollector(system: RunningSystem): Subject {
  const [off] = tracedStock(system, '');
  return {
    name: 'dead collector',
    entry: STOCK,
    nodeArguments: ['--max-old-space-size=128', '--max-semi-space-size=4'],
    env: { ...off?.env, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' },
  };
}
