import { connect } from 'node:net';
import { eventually, PLATFORMS } from '@baluarte/testing';
import { bodyOf, startThings, type Things } from './app/start-things.js';
import { expectContract } from './expect-contract.js';

const get = (target: string, headers = '', method = 'GET') =>
  `${method} ${target} HTTP/1.1\r\nHost: things\r\nConnection: close\r\n${headers}\r\n`;
const post = (headers: string, body: string) =>
  `POST /things HTTP/1.1\r\nHost: things\r\nConnection: close\r\n${headers}\r\n${body}`;
const json = 'Content-Type: application/json\r\n';

describe.each(PLATFORMS)('what HTTP itself can get wrong on %s', (platform) => {
  let things: Things;

  beforeAll(async () => void (things = await startThings(platform)));
  beforeEach(() => things.forget());
  afterAll(() => things.close());

  it.each([
    ['an unknown path', get('/nowhere'), 404, 'ROUTE_NOT_FOUND'],
    ['two slashes', get('//'), 404, 'ROUTE_NOT_FOUND'],
    ['a method that the path does not know', get('/things', '', 'DELETE'), 405, 'METHOD_NOT_ALLOWED'],
    ['a method that hardly anybody knows', get('/things/ok', '', 'PROPFIND'), 405, 'METHOD_NOT_ALLOWED'],
    ['a method that nobody knows', get('/things', '', 'BREW'), 400, 'MALFORMED_REQUEST'],
    ['a path that cannot be decoded', get('/things/%ff'), 400, 'MALFORMED_URL'],
    ['half a percent-encoding', get('/things/%'), 400, 'MALFORMED_URL'],
    ['a target that is no path', get('nowhere'), 400, 'MALFORMED_REQUEST'],
    ['no Host', 'GET /things HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'MALFORMED_REQUEST'],
    [
      'an expectation that nobody can meet',
      get('/things', 'Expect: miracles\r\n'),
      417,
      'EXPECTATION_FAILED',
    ],
    ['a URL that is too long', get(`/things/${'a'.repeat(20_000)}`), 431, 'HEADERS_TOO_LARGE'],
    ['headers that are too large', get('/things', `X: ${'a'.repeat(20_000)}\r\n`), 431, 'HEADERS_TOO_LARGE'],
    ['a version that does not exist', 'GET / HTTP/7.3\r\n\r\n', 400, 'MALFORMED_REQUEST'],
    ['TLS where none is spoken', '\u0016\u0003\u0001\u0002\u0000\u0001', 400, 'MALFORMED_REQUEST'],
    ['no HTTP at all', 'NONSENSE\r\n\r\n', 400, 'MALFORMED_REQUEST'],
    ['broken chunks', post(`${json}Transfer-Encoding: chunked\r\n`, 'zz\r\n{}'), 400, 'MALFORMED_REQUEST'],
    [
      'two lengths',
      post(`${json}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n`, '{}'),
      400,
      'MALFORMED_REQUEST',
    ],
    ['a body without a type', post('Content-Length: 2\r\n', '{}'), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      'a type that is none',
      post('Content-Type: ;;;\r\nContent-Length: 2\r\n', '{}'),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['nothing where a body is due', post('', ''), 422, 'VALIDATION_FAILED'],
  ])('is answered with the contract: %s', async (_what, bytes, status, code) => {
    const received = await things.send(bytes);
    expect(received).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expectContract(bodyOf(received), { code, status });
    expect(things.handled.map(({ body }) => body.error_code)).toEqual([code]);
  });

  it.each([
    ['broken JSON', '{"name":', 'application/json', 422, 'MALFORMED_JSON'],
    ['JSON that attacks the prototype', '{"__proto__":{"a":1}', 'application/json', 422, 'MALFORMED_JSON'],
    ['another media type', '<a/>', 'application/xml', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['more than is read', `{"name":"${'x'.repeat(200_000)}"}`, 'application/json', 413, 'PAYLOAD_TOO_LARGE'],
    ['a form', 'name=a', 'application/x-www-form-urlencoded', 422, 'VALIDATION_FAILED'],
  ])('is answered with the contract for a body with %s', async (_what, body, type, status, code) => {
    const answer = await things.post(body, type);
    expect(answer.status).toBe(status);
    expectContract(answer.body, { code, status });
    expect(answer.text).not.toMatch(/Unexpected|position|JSON\.parse|xml/i);
  });

  it('names the methods that a path knows', async () => {
    const allow = async (path: string) => (await things.ask(path, { method: 'DELETE' })).headers.get('allow');
    expect(await allow('/things')).toBe('GET, HEAD, POST');
    expect(await allow('/things/ok')).toBe('GET, HEAD');
    expect(await allow('/nowhere')).toBeNull();
  });

  it('answers a path that is longer than Fastify reads as Fastify would, in our words', async () => {
    const { status, body, text } = await things.ask(`/things/${'a'.repeat(300)}`);
    if (platform === 'express') expect(status).toBe(200);
    else expectContract(body, { code: 'URI_TOO_LONG', status: 414 });
    expect(text).not.toContain('FST_');
    expectContract((await things.ask(`/nowhere/${'a'.repeat(300)}`)).body, { code: 'ROUTE_NOT_FOUND' });
  });

  it('lists every field that does not fit, also those that nobody knows, and repeats no value', async () => {
    const { body, text } = await things.post('{"name":"","lines":[{"quantity":0,"price":1}],"card":"4111"}');
    expectContract(body, { code: 'VALIDATION_FAILED', status: 422 });
    const { errors } = body['context'] as { errors: { field: string; message: string }[] };
    expect(errors.map(({ field }) => field).sort()).toEqual([
      'card',
      'lines.0.price',
      'lines.0.quantity',
      'name',
    ]);
    expect(text).not.toContain('4111');
    expectContract((await things.ask('/things?limit=1000')).body, { code: 'VALIDATION_FAILED' });
  });

  it('names a parameter of the path that is wrong', async () => {
    const { body } = await things.ask('/things/numbered/none');
    expectContract(body, { code: 'VALIDATION_FAILED', status: 422 });
    expect(body['context']).toMatchObject({ errors: [{ field: 'number' }] });
    expect((await things.ask('/things/numbered/7')).body).toEqual({ number: 7 });
  });

  it('leaves a body alone that the handler does not ask for', async () => {
    const { status } = await things.post('a,b', 'text/csv', '/things/unread');
    expect(status).toBe(platform === 'express' ? 201 : 415);
  });

  it('first gives the answer that is due when the bytes behind a request are nonsense', async () => {
    const received = await things.send('GET /things/ok HTTP/1.1\r\nHost: things\r\n\r\nNONSENSE\r\n\r\n');
    expect(received).toMatch(/^HTTP\/1\.1 200 /);
    expect(received).toContain('{"ok":true}');
    expectContract(bodyOf(received), { code: 'MALFORMED_REQUEST', status: 400 });
  });

  it.each(['/nowhere', '/things/bug', '/things/%ff'])('answers HEAD %s without a body', async (path) => {
    const received = await things.send(get(path, '', 'HEAD'));
    expect(received).toMatch(/^HTTP\/1\.1 (404|500|400) /);
    expect(received).toMatch(/content-length: [1-9]/i);
    expect(received.slice(received.indexOf('\r\n\r\n'))).toBe('\r\n\r\n');
  });

  it.each(['end', 'resetAndDestroy'] as const)(
    'takes a client that goes away in the middle of its body for that, and serves the next one: %s',
    async (goAway) => {
      const socket = connect(Number(new URL(things.url).port), '127.0.0.1');
      socket.on('error', () => socket.destroy());
      things.app.getHttpServer().once('request', () => socket[goAway]());
      socket.write(post(`${json}Content-Length: 100\r\n`, '{"name"'));
      await eventually(() => {
        expect(things.handled.map(({ body }) => body.error_code)).toEqual(['REQUEST_ABORTED']);
      });
      expect((await things.ask('/things/ok')).status).toBe(200);
    },
  );
});
