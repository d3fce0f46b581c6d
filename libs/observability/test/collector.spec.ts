import { eventually, freePort, OtlpCollector } from '@baluarte/testing';
import { Things } from './things-process.js';

describe('the way to the collector', () => {
  let collector: OtlpCollector;
  let things: Things | undefined;
  beforeEach(async () => {
    collector = await OtlpCollector.start();
  });
  afterEach(async () => {
    await things?.stop();
    things = undefined;
    await collector.stop();
  });

  it.each(['http/protobuf', 'http/json', 'grpc'])('is %s where the environment says so', async (protocol) => {
    things = await Things.start({
      OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
      OTEL_EXPORTER_OTLP_ENDPOINT: protocol === 'grpc' ? collector.grpcUrl : collector.url,
      OTEL_SERVICE_NAME: 'renamed',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
    });
    const traceId = (await things.ask('ok')).headers.get('x-trace-id') ?? '';
    const [span] = await eventually(() => {
      expect(collector.trace(traceId)).toHaveLength(1);
      return collector.trace(traceId);
    });
    expect(span).toMatchObject({
      name: 'GET /things/ok',
      resource: { 'service.name': 'renamed', 'deployment.environment.name': 'test' },
    });
  });

  it('is used up to the last span when the service ends', async () => {
    things = await Things.tracedTo(collector, { OTEL_BSP_SCHEDULE_DELAY: '60000' });
    const traceId = (await things.ask('ok')).headers.get('x-trace-id') ?? '';
    expect(await things.process.kill('SIGTERM')).toBe(0);
    expect(collector.trace(traceId)).toHaveLength(1);
  });

  it.each([
    ['nobody listens', async () => `http://127.0.0.1:${await freePort()}`],
    ['it never answers', () => ((collector.mood = 'hanging'), collector.url)],
    ['it refuses', () => ((collector.mood = 'refusing'), collector.url)],
  ])(
    'hurts nobody when %s: requests are answered, the log says it once, the end is not late',
    async (_what, url) => {
      things = await Things.start({
        OTEL_EXPORTER_OTLP_ENDPOINT: await url(),
        OTEL_BSP_EXPORT_TIMEOUT: '300',
        OTEL_EXPORTER_OTLP_TIMEOUT: '300',
      });
      for (let round = 0; round < 50; round += 1) expect((await things.ask('ok')).status).toBe(200);
      const troubles = () => things?.process.logs.filter(({ msg }) => msg === 'telemetry has trouble') ?? [];
      await eventually(() => expect(troubles()).toHaveLength(1));
      await things.ask('ok');
      const askedToEndAt = performance.now();
      expect(await things.process.kill('SIGTERM')).toBe(0);
      expect(performance.now() - askedToEndAt).toBeLessThan(10_000);
      expect(troubles()).toHaveLength(1);
    },
  );

  it('is not looked for where nobody named it: nothing of the SDK is loaded', async () => {
    things = await Things.start({ REPORT_LOADED: '1' });
    expect((await things.ask('via-axios')).status).toBe(200);
    const loaded = things.process.logs.find(({ msg }) => msg === 'loaded');
    expect(loaded?.['packages']).toContain('@opentelemetry/api');
    expect(loaded?.['packages']).not.toContain('@opentelemetry/sdk-node');
    expect(loaded?.['packages']).not.toContain('@opentelemetry/sdk-trace');
  });

  it.each([
    ['OTEL_SDK_DISABLED', 'true'],
    ['OTEL_TRACES_EXPORTER', 'none'],
  ])('is not used where %s is %s', async (name, value) => {
    things = await Things.tracedTo(collector, { [name]: value });
    await things.ask('ok');
    await things.process.kill('SIGTERM');
    expect(collector.requests).toBe(0);
  });

  it.each([
    ['OTEL_TRACES_SAMPLER', 'sometimes'],
    ['OTEL_TRACES_SAMPLER_ARG', '2'],
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'smoke'],
    ['OTEL_BSP_MAX_QUEUE_SIZE', '-1'],
  ])('is not guessed: %s=%s stops the start and says why', async (name, value) => {
    await expect(Things.tracedTo(collector, { [name]: value })).rejects.toThrow(
      new RegExp(`${name} is "${value.replace('/', '.')}"; expected`),
    );
  });
});

describe('sampling', () => {
  let collector: OtlpCollector;
  let things: Things;
  beforeAll(async () => {
    collector = await OtlpCollector.start();
    things = await Things.tracedTo(collector, {
      OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0',
    });
  });
  afterAll(async () => {
    await things.stop();
    await collector.stop();
  });

  const sent = async (path: string, headers?: Record<string, string>) => {
    const traceId = (await things.ask(path, headers)).headers.get('x-trace-id') ?? '';
    const marker = `00-${crypto.randomUUID().replaceAll('-', '')}-b7ad6b7169203331-01`;
    await things.ask('ok', { traceparent: marker });
    await eventually(() => expect(collector.trace(marker.slice(3, 35))).toHaveLength(1));
    return collector.trace(traceId);
  };

  it('leaves out what the ratio says, and tells the next service so', async () => {
    expect(await sent('via-axios')).toEqual([]);
    const { headers } = (await (await things.ask('ok')).json()) as { headers: Record<string, string> };
    expect(headers['traceparent']).toMatch(/-00$/);
  });

  it('does as the caller did', async () => {
    const traceId = crypto.randomUUID().replaceAll('-', '');
    expect(await sent('ok', { traceparent: `00-${traceId}-b7ad6b7169203331-01` })).toHaveLength(1);
    const unsampled = crypto.randomUUID().replaceAll('-', '');
    expect(await sent('ok', { traceparent: `00-${unsampled}-b7ad6b7169203331-00` })).toEqual([]);
  });

  it('keeps the whole trace of a request that failed all the same', async () => {
    expect(await sent('via-failing')).toHaveLength(3);
    expect(await sent('fail')).toHaveLength(1);
  });
});
