import { eventually, OtlpCollector } from '@baluarte/testing';
import { Things } from './things-process.js';

const JSON_PROTOCOL = { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' };

describe('the lines of a log', () => {
  let collector: OtlpCollector;

  beforeEach(async () => {
    collector = await OtlpCollector.start();
  });
  afterEach(() => collector.stop());

  it('reach the collector exactly as they are written, each in its trace', async () => {
    const things = await Things.tracedTo(collector, {
      ...JSON_PROTOCOL,
      OTEL_LOGS_EXPORTER: 'otlp',
      OTEL_BLRP_SCHEDULE_DELAY: '50',
    });
    const traceId = (await things.ask('fail')).headers.get('x-trace-id') ?? '';
    const [record] = await eventually(() => {
      const found = collector.logs.filter((each) => each.traceId === traceId && each.level === 'error');
      return found.length > 0 && found;
    });
    await things.stop();
    expect(record).toMatchObject({
      service: 'things',
      attributes: { error_code: 'DATABASE_UNAVAILABLE' },
      spanId: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    const written = things.process.output.split('\n');
    expect(written).toContain(record?.body);
    expect(record?.body).not.toMatch(/tok_visa|:secret@/);
    expect(new Set(collector.logs.map(({ body }) => body)).size).toBe(collector.logs.length);
  });

  it('stay here unless OTEL_LOGS_EXPORTER says otherwise', async () => {
    const things = await Things.tracedTo(collector, JSON_PROTOCOL);
    await things.ask('ok');
    await things.stop();
    expect(collector.spans.length).toBeGreaterThan(0);
    expect(collector.logs).toEqual([]);
  });
});
