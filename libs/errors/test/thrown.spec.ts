import fc from 'fast-check';
import { PLATFORMS } from '@baluarte/testing';
import { startThings, type Things } from './app/start-things.js';
import { ThingsController } from './app/things.controller.js';
import { INSIDE, THROWN } from './app/thrown.js';
import { expectContract } from './expect-contract.js';

describe.each(PLATFORMS)('whatever a handler throws on %s', (platform) => {
  let things: Things;

  beforeAll(async () => void (things = await startThings(platform)));
  beforeEach(() => things.forget());
  afterAll(() => things.close());

  it.each([
    ['stock', 409, 'INSUFFICIENT_STOCK'],
    ['hostile', 409, 'INSUFFICIENT_STOCK'],
    ['limited', 429, 'RATE_LIMITED'],
    ['wrong-headers', 429, 'RATE_LIMITED'],
    ['database', 503, 'DATABASE_UNAVAILABLE'],
    ['dependency', 503, 'PAYMENT_SERVICE_UNAVAILABLE'],
    ['bug', 500, 'INTERNAL_ERROR'],
    ['forbidden', 403, 'PERMISSION_DENIED'],
    ['missing', 404, 'RESOURCE_NOT_FOUND'],
    ['gone', 410, 'GONE'],
    ['teapot', 400, 'BAD_REQUEST'],
    ['redirect', 500, 'INTERNAL_ERROR'],
    ['internal-exception', 500, 'INTERNAL_ERROR'],
    ['unavailable', 503, 'SERVICE_UNAVAILABLE'],
    ['listed', 422, 'VALIDATION_FAILED'],
    ['client-library', 500, 'INTERNAL_ERROR'],
    ['reset', 500, 'INTERNAL_ERROR'],
    ['syntax', 500, 'INTERNAL_ERROR'],
    ['text', 500, 'INTERNAL_ERROR'],
    ['nothing', 500, 'INTERNAL_ERROR'],
    ['frozen', 500, 'INTERNAL_ERROR'],
    ['getters', 500, 'INTERNAL_ERROR'],
    ['revoked', 500, 'INTERNAL_ERROR'],
    ['unserialisable', 500, 'INTERNAL_ERROR'],
  ])(
    'the answer keeps the contract, tells nothing of the inside and is told of once: %s',
    async (what, status, code) => {
      const { body, headers, text, ...answer } = await things.ask(`/things/${what}`);
      expect(answer.status).toBe(status);
      expectContract(body, { code, status });
      expect(body['documentation_url']).toBe(`http://localhost:1/errors/${code}`);
      expect(headers.get('content-type')).toMatch(/^application\/json/);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-trace-id')).toBe(body['trace_id']);
      expect(text).not.toMatch(INSIDE);
      expect(text.length).toBeLessThan(30_000);
      expect(things.handled).toMatchObject([{ body, entry: { code } }]);
    },
  );

  it('covers everything in the list of what may be thrown', () => {
    expect(Object.keys(THROWN)).toHaveLength(23);
  });

  it('the answer keeps the contract for any value at all', async () => {
    const controller = things.app.get(ThingsController);
    await fc.assert(
      fc.asyncProperty(
        fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }),
        async (thrown) => {
          controller.next = thrown;
          const { status, body } = await things.ask('/things/whatever');
          expect(status).toBe(500);
          expectContract(body, { code: 'INTERNAL_ERROR', status: 500 });
        },
      ),
      { numRuns: 100 },
    );
  });

  it('a business error says what happened, with its facts', async () => {
    expect((await things.ask('/things/stock')).body).toMatchObject({
      message: 'Not enough stock of product P001: requested 10, available 5.',
      context: { product_id: 'P001', requested: 10, available: 5 },
      service_name: 'things',
    });
  });

  it('a failed dependency is named with its code, and nothing else', async () => {
    expect((await things.ask('/things/dependency')).body['context']).toEqual({
      cause: { service: 'payments', error_code: 'SHUTTING_DOWN' },
    });
  });

  it('says when to come back: as the error says, or after a second', async () => {
    const waits = await Promise.all(
      ['dependency', 'limited', 'database', 'unavailable', 'wrong-headers', 'stock'].map(async (what) =>
        (await things.ask(`/things/${what}`)).headers.get('retry-after'),
      ),
    );
    expect(waits).toEqual(['7', '3', '1', '1', '1', null]);
  });

  it('leaves out headers that HTTP does not allow', async () => {
    const { headers } = await things.ask('/things/wrong-headers');
    expect([headers.get('x-fine'), headers.get('x-broken'), headers.get('set-cookie')]).toEqual([
      'd',
      null,
      null,
    ]);
  });

  it("lists the fields of Nest's own validation", async () => {
    expect((await things.ask('/things/listed')).body['context']).toEqual({
      errors: [
        { field: 'name', message: 'must be a string' },
        { field: 'lines.0.quantity', message: 'Too small' },
        { field: '(body)', message: 'Odd' },
      ],
    });
  });

  it('cuts an answer off that has begun, so that nobody takes it for whole', async () => {
    await expect(things.ask('/things/half')).rejects.toThrow();
    await expect(things.ask('/things/broken-file')).rejects.toThrow();
    expect((await things.ask('/things/ok')).status).toBe(200);
  });

  it('answers for a file that cannot be opened, without the headers of the file', async () => {
    const { status, body, headers } = await things.ask('/things/file?name=/nowhere/secret.csv');
    expect(status).toBe(500);
    expectContract(body, { code: 'INTERNAL_ERROR' });
    expect(JSON.stringify(body)).not.toContain('secret');
    expect(headers.get('content-disposition')).toBeNull();
  });

  it.each([
    ['the trace of the caller', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', true],
    [
      'the trace of a caller from the future',
      'cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x',
      true,
    ],
    ['no trace that is not one', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x', false],
    ['no trace of zeros', '00-00000000000000000000000000000000-b7ad6b7169203331-01', false],
  ])('keeps %s', async (_what, traceparent, kept) => {
    const { body } = await things.ask('/things/bug', { headers: { traceparent } });
    expect(body['trace_id'] === '0af7651916cd43dd8448eb211c80319c').toBe(kept);
    expect(body['trace_id']).not.toMatch(/^0{32}$/);
  });

  it('speaks RFC 9457 to whoever asks for it', async () => {
    const { status, headers, body } = await things.ask('/things/stock', {
      headers: { accept: 'application/json;q=0.9, application/problem+json' },
    });
    expect(status).toBe(409);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(body).toMatchObject({
      type: 'http://localhost:1/errors/INSUFFICIENT_STOCK',
      title: 'There is not enough stock',
      status: 409,
      detail: 'Not enough stock of product P001: requested 10, available 5.',
      instance: expect.stringMatching(/^urn:trace:[0-9a-f]{32}$/),
      error_code: 'INSUFFICIENT_STOCK',
      context: { product_id: 'P001' },
    });
    expect(body).not.toHaveProperty('message');
  });
});
