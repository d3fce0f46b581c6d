import { eventually } from '../eventually.js';
import { read } from '../http.js';
import { expect, urlOf, type SystemUnderCheck } from '../system-under-check.js';

const PATIENCE_MS = 90_000;
/** Whose spans and lines an order that is confirmed leaves. */
const SERVICES = ['orders', 'payments', 'stock', 'psp-simulator'];

/** What every signal says of where it comes from. */
const RESOURCE = ['service.name', 'service.version', 'deployment.environment.name'];

interface Received {
  readonly signal: string;
  readonly text: string;
  readonly resource: Readonly<Record<string, string>>;
}

interface Streams {
  readonly data: { readonly result: readonly { readonly stream: Readonly<Record<string, string>> }[] };
}

/** The trace of an order is in Tempo, its lines in Loki, and Grafana reads both; what does not run here is left out. */
export async function checkTelemetry(system: SystemUnderCheck, traceId: string): Promise<void> {
  const { services, standIns, say } = system;
  const has = (name: string) => services.has(name) && !standIns.has(name);
  if (standIns.has('otel-collector')) await checkSink(system, traceId);
  if (has('otel-collector') && has('tempo')) await checkTrace(system, traceId);
  if (has('otel-collector') && has('loki')) await checkLogs(system, traceId);
  if (has('grafana')) await checkGrafana(system);
  const missing = ['otel-collector', 'tempo', 'loki', 'grafana'].filter((name) => !has(name));
  if (missing.length > 0)
    say(`not looked at, because their images cannot be had here: ${missing.join(', ')}`);
}

async function checkSink(system: SystemUnderCheck, traceId: string): Promise<void> {
  const url = `${urlOf(system, 'TELEMETRY_SINK_PORT')}/?trace_id=${traceId}`;
  const signals = await eventually('spans and lines of an order', PATIENCE_MS, system.signal, async () => {
    const received = await read<Received[]>(url, system.signal);
    const seen = new Set(received.map(({ signal, resource }) => `${signal} of ${resource['service.name']}`));
    const missing = SERVICES.flatMap((service) => [`span of ${service}`, `log of ${service}`]).filter(
      (wanted) => !seen.has(wanted),
    );
    if (missing.length > 0) throw new Error(`no ${missing.join(', no ')}`);
    return received;
  });
  for (const { signal, text, resource } of signals) {
    const lacks = RESOURCE.filter((key) => !resource[key]);
    expect(lacks.length === 0, `The resource of a ${signal} lacks ${lacks.join(', ')}: ${text}`);
    expect(!text.includes('tok_'), `A ${signal} shows a card token: ${text}`);
  }
  system.say(`${signals.length} spans and lines of an order were sent, of ${SERVICES.join(', ')}`);
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
