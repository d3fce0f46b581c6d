import { ReceivedTelemetry } from '../src/telemetry-sink/received-telemetry.js';
import { telemetrySinkServer } from '../src/telemetry-sink/telemetry-sink-server.js';
import { closed, listening } from './http-server.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const server = telemetrySinkServer(new ReceivedTelemetry(2));
const resource = {
  attributes: [
    { key: 'service.name', value: { stringValue: 'orders' } },
    { key: 'process.pid', value: { intValue: 1 } },
  ],
};
const span = (name: string) => ({
  resourceSpans: [{ resource, scopeSpans: [{ spans: [{ traceId: TRACE, name }] }] }],
});
const line = {
  resourceLogs: [{ resource, scopeLogs: [{ logRecords: [{ body: { stringValue: '{"msg":"x"}' } }] }] }],
};
let url = '';

beforeAll(async () => {
  url = await listening(server);
});
afterAll(() => closed(server));

const post = async (path: string, body: string) =>
  (await fetch(`${url}${path}`, { method: 'POST', body })).status;
const shown = async (path: string) => (await fetch(`${url}${path}`)).json();

describe('the telemetry sink', () => {
  it('shows the spans and the lines that were sent, all or those of a trace, and forgets the oldest', async () => {
    for (const name of ['first', 'POST /api/v1/orders'])
      expect(await post('/v1/traces', JSON.stringify(span(name)))).toBe(200);
    expect(await post('/v1/logs', JSON.stringify(line))).toBe(200);
    const received = {
      signal: 'span',
      trace_id: TRACE,
      text: 'POST /api/v1/orders',
      resource: { 'service.name': 'orders' },
    };
    expect(await shown(`/?trace_id=${TRACE}`)).toEqual([received]);
    expect(await shown('/')).toEqual([
      received,
      { signal: 'log', trace_id: '', text: '{"msg":"x"}', resource: { 'service.name': 'orders' } },
    ]);
  });

  it('refuses what is no JSON and what it does not have', async () => {
    expect(await post('/v1/traces', 'protobuf')).toBe(400);
    expect(await post('/v1/metrics', '{}')).toBe(404);
  });
});
