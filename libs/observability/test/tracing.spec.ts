import { randomUUID } from 'node:crypto';
import { eventually, OtlpCollector, PLATFORMS, spanTree, type CollectedSpan } from '@baluarte/testing';
import { Things } from './things-process.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';

describe.each(PLATFORMS)('a traced service on %s', (platform) => {
  let collector: OtlpCollector;
  let things: Things;
  beforeAll(async () => {
    collector = await OtlpCollector.start();
    things = await Things.tracedTo(collector, { PLATFORM: platform });
  });
  afterAll(async () => {
    await things.stop();
    await collector.stop();
  });

  /** Asks, and waits for the whole trace of the request. */
  const traceOf = async (path: string, spans: number, headers?: Record<string, string>) => {
    const answer = await things.ask(path, headers);
    const traceId = answer.headers.get('x-trace-id') ?? 'none';
    return eventually((): readonly CollectedSpan[] => {
      const trace = collector.trace(traceId);
      expect(trace).toHaveLength(spans);
      return trace;
    });
  };

  it('names the span of a request after its route and describes it by the conventions', async () => {
    const [span] = await traceOf('ok?token=hunter2', 1, { 'user-agent': 'a test' });
    expect(span).toMatchObject({
      name: 'GET /things/ok',
      kind: 'server',
      service: 'things',
      status: 'unset',
      parentSpanId: undefined,
      resource: {
        'service.name': 'things',
        'service.version': '1.2.3',
        'service.instance.id': expect.any(String),
      },
      attributes: {
        'http.request.method': 'GET',
        'http.route': '/things/ok',
        'http.response.status_code': 200,
        'url.path': '/things/ok',
        'url.scheme': 'http',
        'server.address': '127.0.0.1',
        'server.port': Number(new URL(things.url).port),
        'network.protocol.version': '1.1',
        'user_agent.original': 'a test',
      },
    });
  });

  it('goes on in the trace of its caller', async () => {
    const [span] = await traceOf('ok', 1, { traceparent: `00-${TRACE}-${SPAN}-01`, tracestate: 'a=1,b=2' });
    expect(span).toMatchObject({ traceId: TRACE, parentSpanId: SPAN, traceState: 'a=1,b=2' });
  });

  it('begins the trace that a UUID asks for, with no parent that nobody knows', async () => {
    const name = randomUUID();
    const [span] = await traceOf('ok', 1, { 'x-correlation-id': name });
    expect(span).toMatchObject({ traceId: name.replaceAll('-', ''), parentSpanId: undefined });
    expect(span?.attributes['app.correlation_id']).toBe(name);
  });

  it.each(['via-fetch', 'via-axios', 'via-http-transport'])(
    'carries its trace into the service it asks, %s',
    async (path) => {
      expect(spanTree(await traceOf(path, 3))).toEqual([
        `things server GET /things/${path}`,
        '  things client GET',
        '    things server GET /things/ok',
      ]);
    },
  );

  it('shows every attempt of a call: which it was, how it ended, and the state of the circuit', async () => {
    const trace = await traceOf('via-pipeline', 5);
    expect(spanTree(trace)).toEqual([
      'things server GET /things/via-pipeline',
      '  things client GET look error',
      '    things server GET /things/flaky error',
      '  things client GET look',
      '    things server GET /things/flaky',
    ]);
    const attempts = trace.filter(({ kind }) => kind === 'client').map(({ attributes }) => attributes);
    const common = {
      'http.request.method': 'GET',
      'url.full': `${things.url}/things/flaky`,
      'server.address': '127.0.0.1',
      'server.port': Number(new URL(things.url).port),
      'resilience.dependency': 'peer',
      'resilience.circuit_state': 'closed',
    };
    expect(attempts).toEqual([
      {
        ...common,
        'http.response.status_code': 503,
        'resilience.attempt': 1,
        'resilience.outcome': 'failure',
        'error.type': 'status_503',
      },
      {
        ...common,
        'http.response.status_code': 200,
        'http.request.resend_count': 1,
        'resilience.attempt': 2,
        'resilience.outcome': 'success',
      },
    ]);
    expect(trace.find(({ name }) => name === 'GET /things/via-pipeline')?.events).toMatchObject([
      {
        name: 'resilience.retry',
        attributes: {
          'resilience.dependency': 'peer',
          'resilience.operation': 'look',
          'resilience.attempt': 1,
          'resilience.reason': 'status_503',
          'resilience.delay_ms': expect.any(Number),
        },
      },
    ]);
  });

  it('shows what was not sent and why, and that it did without', async () => {
    const [span, ...others] = await traceOf('without', 1);
    expect(others).toEqual([]);
    expect(span?.status).toBe('unset');
    const events = span?.events.map(({ name, attributes }) => [name, attributes]);
    expect(events).toEqual(
      expect.arrayContaining([
        [
          'resilience.rejection',
          {
            'resilience.dependency': 'peer',
            'resilience.operation': 'GET',
            'resilience.rejected_by': 'circuit',
          },
        ],
        [
          'resilience.fallback',
          {
            'resilience.dependency': 'peer',
            'resilience.operation': 'look',
            'resilience.reason': 'CircuitOpenError',
          },
        ],
      ]),
    );
  });

  it('shows its database at work, but not with what values', async () => {
    const trace = await traceOf('query', 2);
    expect(trace.map(({ kind }) => kind).sort()).toEqual(['client', 'server']);
    const query = trace.find(({ kind }) => kind === 'client');
    expect(query).toMatchObject({ scope: expect.stringContaining('instrumentation-pg') });
    expect(query?.parentSpanId).toBe(trace.find(({ kind }) => kind === 'server')?.spanId);
    expect(JSON.stringify(query?.attributes)).toContain('select $1');
  });

  it('marks what failed, where it failed', async () => {
    const trace = await traceOf('via-failing', 3);
    expect(spanTree(trace)).toEqual([
      'things server GET /things/via-failing',
      '  things client GET error',
      '    things server GET /things/fail error',
    ]);
    const failed = trace.find(({ name }) => name === 'GET /things/fail');
    expect(failed?.attributes).toMatchObject({
      'app.error_code': 'DATABASE_UNAVAILABLE',
      'error.type': 'DATABASE_UNAVAILABLE',
      'http.response.status_code': 503,
    });
    expect(failed?.events).toMatchObject([
      {
        name: 'exception',
        attributes: { 'exception.stacktrace': expect.stringContaining('things-app.mjs') },
      },
    ]);
  });

  it('does not call a declined card a fault', async () => {
    const [span] = await traceOf('decline', 1);
    expect(span).toMatchObject({ status: 'unset', attributes: { 'app.error_code': 'CARD_DECLINED' } });
  });

  it('shows the steps of its work', async () => {
    const trace = await traceOf('step', 2);
    expect(spanTree(trace)).toEqual(['things server GET /things/step', '  things internal reserve stock']);
    expect(trace.find(({ kind }) => kind === 'internal')?.attributes).toEqual({ 'order.step': 'reserve' });
  });

  it.each([
    ['refused-step', 'unset', 'CARD_DECLINED'],
    ['failed-step', 'error', 'DATABASE_UNAVAILABLE'],
  ])('judges a %s by the failure that its result tells of', async (path, status, errorType) => {
    const trace = await traceOf(path, 2);
    expect(trace.find(({ name }) => name === 'charge')).toMatchObject({
      status,
      attributes: { 'error.type': errorType },
    });
  });

  it('goes on in the trace of a request long after it, and links to it', async () => {
    const trace = await traceOf('later', 4);
    expect(spanTree(trace)).toEqual([
      'things server GET /things/later',
      '  things consumer recover order',
      '    things client GET',
      '      things server GET /things/ok',
    ]);
    const first = trace.find(({ name }) => name === 'GET /things/later');
    expect(trace.find(({ kind }) => kind === 'consumer')?.links).toEqual([
      { traceId: first?.traceId, spanId: first?.spanId },
    ]);
  });

  it('logs the ids that the trace has', async () => {
    const [span] = await traceOf('decline', 1);
    const line = await eventually(
      () => things.process.logs.find(({ span_id }) => span_id === span?.spanId) ?? false,
    );
    expect(line).toMatchObject({ trace_id: span?.traceId, error_code: 'CARD_DECLINED' });
  });

  it('tells no secret to the collector', async () => {
    await traceOf('ok?token=hunter2', 1);
    await traceOf('query', 2);
    await traceOf('via-fetch', 3);
    await traceOf('fail', 1);
    expect(JSON.stringify(collector.spans)).not.toMatch(/hunter2|tok_visa|:secret@/);
  });
});
