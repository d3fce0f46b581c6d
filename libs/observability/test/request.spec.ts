import { connect } from 'node:net';
import { Body, Controller, Get, Module, Param, Post, Req } from '@nestjs/common';
import { DatabaseUnavailableError, ResourceNotFoundError } from '@baluarte/errors';
import { ErrorsModule } from '@baluarte/errors/nest';
import { eventually, PLATFORMS, startApp, type StartedApp } from '@baluarte/testing';
import { currentTraceId, ObservabilityModule, outgoingHeaders, recordError } from '../src/index.js';
import { CapturedLog } from './capture-log.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const TRACEPARENT = `00-${TRACE}-b7ad6b7169203331-01`;
const log = new CapturedLog();

class ThingNotFoundError extends ResourceNotFoundError {
  readonly code = 'PRODUCT_NOT_FOUND';
}

@Controller('things')
class ThingsController {
  @Get('hang')
  hang() {
    return new Promise(() => undefined);
  }

  @Get('missing')
  missing() {
    throw new ThingNotFoundError('Nothing of that kind.');
  }

  @Get('broken')
  broken() {
    throw new DatabaseUnavailableError('tok_visa was on its way', { cause: new Error('connection refused') });
  }

  @Get('bug')
  bug() {
    throw new TypeError('undefined is not a function');
  }

  @Get(':id')
  async show(@Param('id') id: string) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    return { id, traceId: currentTraceId(), headers: outgoingHeaders() };
  }

  @Post()
  make(@Body() body: object) {
    return { traceId: currentTraceId(), body };
  }

  @Get(':id/quietly')
  quietly(@Req() _request: object) {
    return '';
  }
}

@Module({
  imports: [
    ObservabilityModule.forRoot({ serviceName: 'things', version: '1.0.0', logDestination: log }),
    ErrorsModule.forRoot({ serviceName: 'things', traceId: currentTraceId, onError: recordError }),
  ],
  controllers: [ThingsController],
})
class ThingsModule {}

interface Seen {
  readonly traceId: string;
  readonly trace_id: string;
  readonly headers: Record<string, string>;
}

describe.each(PLATFORMS)('a request on %s', (platform) => {
  let things: StartedApp;
  beforeAll(async () => {
    things = await startApp(ThingsModule, { platform });
  });
  afterAll(() => things.close());
  beforeEach(() => {
    log.lines.length = 0;
  });

  const ask = (path: string, init?: RequestInit) => fetch(things.url + path, init);
  const metrics = async (accept = 'text/plain') => (await ask('/metrics', { headers: { accept } })).text();
  /** The one line about the one request that a test made. */
  const theLine = () =>
    eventually(() => {
      expect(log.entries).toHaveLength(1);
      return log.last;
    });

  it('goes on in the trace of its caller, across awaits and outgoing calls', async () => {
    const answer = await ask('/things/1', { headers: { traceparent: TRACEPARENT, tracestate: 'a=1,b=2' } });
    const seen = (await answer.json()) as Seen;
    expect(seen.traceId).toBe(TRACE);
    expect(seen.headers['traceparent']).toMatch(
      new RegExp(`^00-${TRACE}-(?!b7ad6b7169203331)[\\da-f]{16}-01$`),
    );
    expect(seen.headers).toMatchObject({ tracestate: 'a=1,b=2', 'x-correlation-id': TRACE });
    expect(answer.headers.get('x-trace-id')).toBe(TRACE);
    expect(answer.headers.get('x-correlation-id')).toBe(TRACE);
  });

  it('keeps its context while a body is read', async () => {
    const answer = await ask('/things', {
      method: 'POST',
      body: JSON.stringify({ long: 'x'.repeat(90_000) }),
      headers: { 'content-type': 'application/json', 'x-correlation-id': 'my-shop-7' },
    });
    const seen = (await answer.json()) as Seen;
    expect(answer.headers.get('x-correlation-id')).toBe('my-shop-7');
    expect(answer.headers.get('x-trace-id')).toBe(seen.traceId);
    expect(await theLine()).toMatchObject({ trace_id: seen.traceId, correlation_id: 'my-shop-7' });
  });

  it('never sees the context of another one on the same connection', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const traceId = (index + 1).toString(16).padStart(32, '0');
        const answer = await ask('/things/1', {
          headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` },
        });
        return [traceId, ((await answer.json()) as Seen).traceId, answer.headers.get('x-trace-id')];
      }),
    );
    for (const [asked, seen, told] of answers) expect([seen, told]).toEqual([asked, asked]);
  });

  it('leaves one line with route, path, status and duration', async () => {
    await ask('/things/7?token=hunter2');
    expect(await theLine()).toEqual({
      time: expect.any(String),
      level: 'info',
      service: 'things',
      trace_id: expect.stringMatching(/^[\da-f]{32}$/),
      span_id: expect.stringMatching(/^[\da-f]{16}$/),
      method: 'GET',
      route: '/things/:id',
      path: '/things/7',
      status: 200,
      duration_ms: expect.any(Number),
      msg: 'request completed',
    });
  });

  it('leaves a line with the code but no stack when the caller can fix it', async () => {
    const { trace_id } = (await (await ask('/things/missing')).json()) as Seen;
    const line = await theLine();
    expect(line).toMatchObject({ level: 'info', status: 404, error_code: 'PRODUCT_NOT_FOUND', trace_id });
    expect(line['err']).not.toHaveProperty('stack');
  });

  it('leaves a line with stack and causes, and no secret, when it is ours to fix', async () => {
    const { trace_id } = (await (await ask('/things/broken')).json()) as Seen;
    expect(await theLine()).toMatchObject({
      level: 'error',
      status: 503,
      error_code: 'DATABASE_UNAVAILABLE',
      trace_id,
      err: {
        message: '[redacted] was on its way',
        stack: expect.stringContaining('request.spec.ts'),
        cause: { message: 'connection refused' },
      },
    });
  });

  it('leaves a line about a bug', async () => {
    await ask('/things/bug');
    expect(await theLine()).toMatchObject({
      level: 'error',
      error_code: 'INTERNAL_ERROR',
      err: { type: 'TypeError' },
    });
  });

  it('leaves a line when no route took it, and when its body was refused', async () => {
    const headers = { 'content-type': 'application/json' };
    const unknown = (await (await ask('/nowhere/at/all')).json()) as Seen;
    const broken = (await (await ask('/things', { method: 'POST', body: '{', headers })).json()) as Seen;
    await eventually(() => expect(log.entries).toHaveLength(2));
    expect(log.entries).toMatchObject([
      { route: 'unmatched', status: 404, error_code: 'ROUTE_NOT_FOUND', trace_id: unknown.trace_id },
      { error_code: 'MALFORMED_JSON', trace_id: broken.trace_id },
    ]);
  });

  it('leaves a line when its caller gave up', async () => {
    const { port, hostname } = new URL(things.url);
    const socket = connect(Number(port), hostname);
    socket.write(`GET /things/hang HTTP/1.1\r\nHost: x\r\ntraceparent: ${TRACEPARENT}\r\n\r\n`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    expect(await theLine()).toMatchObject({
      level: 'warn',
      status: 499,
      trace_id: TRACE,
      msg: 'request aborted by the client',
    });
  });

  it('says below info that it scraped metrics', async () => {
    await metrics();
    await ask('/things/7');
    expect((await theLine())['route']).toBe('/things/:id');
  });

  it('is counted once under its error code, with the way to its trace', async () => {
    const count = async () =>
      Number(
        /app_errors_total\{error_code="DATABASE_UNAVAILABLE",kind="database",status="503"\} (\d+)/.exec(
          await metrics(),
        )?.[1] ?? 0,
      );
    const before = await count();
    await ask('/things/broken', { headers: { traceparent: TRACEPARENT } });
    expect(await count()).toBe(before + 1);
    expect(await metrics('application/openmetrics-text')).toMatch(
      new RegExp(
        `app_errors_total\\{[^}]*DATABASE_UNAVAILABLE[^}]*\\} \\d+ # \\{trace_id="${TRACE}",span_id="[\\da-f]{16}"\\} 1 \\d+`,
      ),
    );
  });

  it('adds no label of its own, whatever path, method or host it has', async () => {
    await ask('/things/first');
    const series = async () =>
      (await metrics()).split('\n').filter((line) => line.startsWith('http_server')).length;
    await ask('/x');
    const before = await series();
    for (let batch = 0; batch < 100; batch += 1)
      await Promise.all(
        Array.from({ length: 50 }, async (_, index) => {
          await (await ask(`/things/${batch}-${index}`)).text();
          await (await ask(`/${batch}/${index}/${Math.random()}`)).text();
        }),
      );
    expect(await series()).toBe(before);
  });
});
