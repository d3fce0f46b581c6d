import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import {
  Body,
  Controller,
  ForbiddenException,
  Get,
  InternalServerErrorException,
  Module,
  Param,
  Post,
} from '@nestjs/common';
import { z } from 'zod';
import { PLATFORMS, startApp, type StartedApp } from '@baluarte/testing';
import { BusinessRuleViolationError, DatabaseUnavailableError } from '../src/index.js';
import { ErrorsModule, validationPipe, type HandledError } from '../src/nest/index.js';

class InsufficientStockError extends BusinessRuleViolationError {
  readonly code = 'INSUFFICIENT_STOCK';
}

const hostile: Record<string, unknown> = {
  circular: {},
  bigint: 10n,
  get thrower() {
    throw new Error('getter');
  },
};
hostile['circular'] = hostile;

const THROWN: Record<string, () => unknown> = {
  stock: () =>
    new InsufficientStockError('Not enough stock of product P001: requested 10, available 5.', {
      context: { product_id: 'P001', requested: 10, available: 5 },
    }),
  database: () =>
    new DatabaseUnavailableError('connect ECONNREFUSED 10.0.0.7:5432', { context: { host: '10.0.0.7' } }),
  bug: () => new TypeError("Cannot read properties of undefined (reading 'secret')"),
  nest: () => new ForbiddenException('ask root@10.0.0.7'),
  nest500: () => new InternalServerErrorException('SELECT * FROM cards'),
  text: () => 'just text',
  nothing: () => undefined,
  hostile: () => new InsufficientStockError('hostile', { context: hostile }),
};

const schema = z.strictObject({
  name: z.string().min(1),
  lines: z.array(z.object({ quantity: z.int().min(1) })),
});

@Controller('things')
class ThingsController {
  @Get(':what')
  fail(@Param('what') what: string) {
    if (what === 'ok') return { ok: true };
    throw THROWN[what]?.();
  }

  @Post()
  create(@Body({ schema }) body: z.output<typeof schema>) {
    return body;
  }
}

describe.each(PLATFORMS)('the error contract on %s', (platform) => {
  let service: StartedApp;
  let handled: HandledError[] = [];

  beforeAll(async () => {
    @Module({
      imports: [
        ErrorsModule.forRoot({
          serviceName: 'things',
          documentationBaseUrl: 'http://localhost:1',
          onError: (what) => void handled.push(what),
        }),
      ],
      controllers: [ThingsController],
    })
    class ThingsModule {}
    service = await startApp(ThingsModule, {
      platform,
      configure: (app) => void app.useGlobalPipes(validationPipe()),
    });
  });

  beforeEach(() => (handled = []));
  afterAll(() => service.close());

  async function ask(path: string, init: RequestInit = {}) {
    const response = await fetch(service.url + path, init);
    const text = await response.text();
    const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
    return { status: response.status, headers: response.headers, body };
  }

  const post = (body: string, type = 'application/json') =>
    ask('/things', { method: 'POST', body, headers: { 'content-type': type } });

  it.each([
    ['stock', 409, 'INSUFFICIENT_STOCK'],
    ['database', 503, 'DATABASE_UNAVAILABLE'],
    ['bug', 500, 'INTERNAL_ERROR'],
    ['nest', 403, 'PERMISSION_DENIED'],
    ['nest500', 500, 'INTERNAL_ERROR'],
    ['text', 500, 'INTERNAL_ERROR'],
    ['nothing', 500, 'INTERNAL_ERROR'],
    ['hostile', 409, 'INSUFFICIENT_STOCK'],
  ])('holds for what is thrown: %s', async (what, status, code) => {
    const { body, headers, ...answer } = await ask(`/things/${what}`);
    expect(answer.status).toBe(status);
    expect(body).toMatchObject({ error_code: code, status_code: status, service_name: 'things' });
    expect(body['documentation_url']).toBe(`http://localhost:1/errors/${code}`);
    expect(body['trace_id']).toMatch(/^[0-9a-f]{32}$/);
    expect(headers.get('x-trace-id')).toBe(body['trace_id']);
    expect(handled).toHaveLength(1);
  });

  it.each(['database', 'bug', 'nest', 'nest500'])('lets nothing of the inside out: %s', async (what) => {
    const { body } = await ask(`/things/${what}`);
    expect(JSON.stringify(body)).not.toMatch(/10\.0\.0\.7|ECONNREFUSED|SELECT|secret|node_modules|\bat /);
  });

  it('says in 503 when to come back', async () => {
    expect((await ask('/things/database')).headers.get('retry-after')).toBe('1');
  });

  it('keeps the trace of the caller', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    expect((await ask('/things/bug', { headers: { traceparent } })).body['trace_id']).toBe(
      '0af7651916cd43dd8448eb211c80319c',
    );
  });

  it('speaks RFC 9457 to whoever asks for it', async () => {
    const { headers, body } = await ask('/things/stock', { headers: { accept: 'application/problem+json' } });
    expect(headers.get('content-type')).toMatch('application/problem+json');
    expect(body).toMatchObject({
      type: 'http://localhost:1/errors/INSUFFICIENT_STOCK',
      status: 409,
      title: 'There is not enough stock',
      error_code: 'INSUFFICIENT_STOCK',
    });
    expect(body).not.toHaveProperty('message');
  });

  it.each([
    ['an unknown path', '/nowhere', {}, 404, 'ROUTE_NOT_FOUND'],
    ['a method that the path does not know', '/things', { method: 'DELETE' }, 405, 'METHOD_NOT_ALLOWED'],
    ['a path that cannot be decoded', '/things/%ff', {}, 400, 'MALFORMED_URL'],
    ['a half percent-encoding', '/things/%', {}, 400, 'MALFORMED_URL'],
  ])('holds for %s', async (_what, path, init, status, code) => {
    expect((await ask(path, init)).body).toMatchObject({ error_code: code, status_code: status });
  });

  it('holds for a path that is longer than Fastify reads', async () => {
    const { body } = await ask(`/things/${'a'.repeat(3_000)}`);
    expect(body).toMatchObject(
      platform === 'fastify'
        ? { error_code: 'URI_TOO_LONG', status_code: 414 }
        : { error_code: 'INTERNAL_ERROR', status_code: 500 },
    );
  });

  it('names the allowed methods', async () => {
    expect((await ask('/things', { method: 'DELETE' })).headers.get('allow')).toBe('POST');
  });

  it.each([
    ['broken JSON', '{"name":', 'application/json', 422, 'MALFORMED_JSON'],
    ['another media type', '<a/>', 'application/xml', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      'too large a body',
      JSON.stringify({ name: 'x'.repeat(200_000) }),
      'application/json',
      413,
      'PAYLOAD_TOO_LARGE',
    ],
  ])('holds for a body with %s', async (_what, body, type, status, code) => {
    expect((await post(body, type)).body).toMatchObject({ error_code: code, status_code: status });
  });

  it('lists every field that does not fit, and repeats no value', async () => {
    const { body } = await post('{"name":"","lines":[{"quantity":0}],"card":"4111"}');
    expect(body).toMatchObject({ error_code: 'VALIDATION_FAILED', status_code: 422 });
    const fields = (body['context'] as { errors: { field: string }[] }).errors.map(({ field }) => field);
    expect(fields).toEqual(expect.arrayContaining(['name', 'lines.0.quantity']));
    expect(JSON.stringify(body)).not.toContain('4111');
  });

  it('holds for what is not HTTP at all', async () => {
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(service.url).port), '127.0.0.1', () =>
        socket.end('NONSENSE\r\n\r\n'),
      );
      let received = '';
      socket
        .on('data', (chunk) => (received += chunk.toString()))
        .on('end', () => resolve(received))
        .on('error', reject);
    });
    expect(text).toMatch(/^HTTP\/1.1 400 /);
    expect(JSON.parse(text.slice(text.indexOf('{')))).toMatchObject({
      error_code: 'MALFORMED_REQUEST',
      service_name: 'things',
    });
  });

  it('answers HEAD without a body', async () => {
    const status = await new Promise((resolve, reject) => {
      httpRequest(`${service.url}/nowhere`, { method: 'HEAD' }, (response) =>
        resolve(response.resume().statusCode),
      )
        .on('error', reject)
        .end();
    });
    expect(status).toBe(404);
  });

  it('survives a client that goes away in the middle of its body', async () => {
    await new Promise<void>((resolve) => {
      const request = httpRequest(`${service.url}/things`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': 100 },
      });
      request.on('error', () => resolve());
      request.write('{"name"', () => request.destroy());
    });
    expect((await ask('/things/ok')).status).toBe(200);
  });

  it('has a page for every code, for people and for programs', async () => {
    const page = await fetch(`${service.url}/errors/INSUFFICIENT_STOCK`, {
      headers: { accept: 'text/html' },
    });
    expect(page.headers.get('content-type')).toMatch('text/html');
    expect(await page.text()).toContain('There is not enough stock');
    expect((await ask('/errors/INSUFFICIENT_STOCK')).body).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      status: 409,
    });
    expect((await ask('/errors/NO_SUCH_CODE')).body).toMatchObject({ error_code: 'RESOURCE_NOT_FOUND' });
    expect((await ask('/errors')).body['items']).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 'CARD_DECLINED' })]),
    );
  });
});
