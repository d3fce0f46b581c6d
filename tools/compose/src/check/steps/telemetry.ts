import { eventually } from '../eventually.js';
import { read } from '../http.js';
import { expect, urlOf, type SystemUnderCheck } from '../system-under-check.js';

const PATIENCE_MS = 90_000;
/** Whose spans and lines an order that is confirmed leaves. */
const SERVICES = ['orders', 'payments', 'stock', 'psp-simulator'];

interface Streams {
  readonly data: { readonly result: readonly { readonly stream: Readonly<Record<string, string>> }[] };
}

/** The trace of an order is in Tempo, its lines in Loki, and Grafana reads both; what does not run here is left out. */
export async function checkTelemetry(system: SystemUnderCheck, traceId: string): Promise<void> {
  const { services, say } = system;
  const has = (...names: string[]) => names.every((name) => services.has(name));
  if (has('otel-collector', 'tempo')) await checkTrace(system, traceId);
  if (has('otel-collector', 'loki')) await checkLogs(system, traceId);
  if (has('grafana')) await checkGrafana(system);
  const missing = ['otel-collector', 'tempo', 'loki', 'grafana'].filter((name) => !has(name));
  if (missing.length > 0)
    say(`not looked at, because their images cannot be had here: ${missing.join(', ')}`);
}

async function checkTrace(system: SystemUnderCheck, traceId: string): Promise<void> {
  await eventually('the trace of an order in Tempo', PATIENCE_MS, system.signal, async () => {
    const trace = JSON.stringify(
      await read(`${urlOf(system, 'TEMPO_PORT')}/api/traces/${traceId}`, system.signal),
    );
    const missing = SERVICES.filter((service) => !trace.includes(`"${service}"`));
    if (missing.length > 0) throw new Error(`no spans of ${missing.join(', ')}`);
    return true;
  });
  system.say(`the trace of an order is in Tempo, with spans of ${SERVICES.join(', ')}`);
}

async function checkLogs(system: SystemUnderCheck, traceId: string): Promise<void> {
  const query = new URLSearchParams({ query: `{service_name=~".+"} | trace_id="${traceId}"`, since: '1h' });
  const url = `${urlOf(system, 'LOKI_PORT')}/loki/api/v1/query_range?${String(query)}`;
  await eventually('the lines of an order in Loki', PATIENCE_MS, system.signal, async () => {
    const { data } = await read<Streams>(url, system.signal);
    const found = new Set(data.result.map(({ stream }) => stream['service_name']));
    const missing = SERVICES.filter((service) => !found.has(service));
    if (missing.length > 0) throw new Error(`no lines of ${missing.join(', ')}`);
    return true;
  });
  system.say(`the lines of that order are in Loki, found by its trace id`);
}

async function checkGrafana(system: SystemUnderCheck): Promise<void> {
  const grafana = urlOf(system, 'GRAFANA_PORT');
  const { database } = await read<{ database: string }>(`${grafana}/api/health`, system.signal);
  expect(database === 'ok', `Grafana says that its database is ${database}.`);
  const dashboards = await read<readonly unknown[]>(`${grafana}/api/search?type=dash-db`, system.signal);
  system.say(`Grafana shows ${dashboards.length} dashboards to anybody`);
}
