import fc from 'fast-check';
import type { JsonSchema, OpenApiDocument } from './open-api.js';

/** One request that some client, some day, will send by mistake or on purpose. */
export interface BadRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

const nastyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    "'; DROP TABLE orders; --",
    '<script>alert(1)</script>',
    '../../etc/passwd',
    '💥'.repeat(50),
    '__proto__',
    'null',
    'NaN',
    '-1',
    '1e309',
    'a'.repeat(9000),
  ),
);

const nastyValue: fc.Arbitrary<unknown> = fc.oneof(
  nastyText,
  fc.constantFrom(null, true, -1, 0, 1.5, 1e21, Number.MAX_SAFE_INTEGER, [], {}, [null], [[]], {
    length: 1e9,
  }),
  fc.jsonValue({ maxDepth: 3 }),
);

/** A body that almost fits the schema: each property is right, wrong, missing or joined by strangers. */
function almost(schema: JsonSchema | undefined, document: OpenApiDocument): fc.Arbitrary<unknown> {
  const resolved = resolve(schema, document);
  const known = Object.entries(resolved?.properties ?? {});
  if (known.length === 0) return nastyValue;
  const property = ([name, inner]: [string, JsonSchema]) =>
    fc.oneof(
      {
        weight: 3,
        arbitrary: plausible(inner, document).map((value): [string, unknown][] => [[name, value]]),
      },
      { weight: 3, arbitrary: nastyValue.map((value): [string, unknown][] => [[name, value]]) },
      { weight: 1, arbitrary: fc.constant([] as [string, unknown][]) },
    );
  const strangers = fc.oneof(
    { weight: 4, arbitrary: fc.constant([] as [string, unknown][]) },
    { weight: 1, arbitrary: fc.tuple(nastyText, nastyValue).map((entry): [string, unknown][] => [entry]) },
  );
  return fc.tuple(...known.map(property), strangers).map((entries) => Object.fromEntries(entries.flat()));
}

function plausible(schema: JsonSchema | undefined, document: OpenApiDocument): fc.Arbitrary<unknown> {
  const resolved = resolve(schema, document);
  switch (resolved?.type) {
    case 'integer':
    case 'number':
      return fc.integer({ min: -5, max: 1_000_000_000_000 });
    case 'string':
      return resolved.format === 'uuid'
        ? fc.uuid()
        : fc.oneof(fc.constantFrom('P001', 'tok_visa', 'EUR', 'ana@example.com'), nastyText);
    case 'array':
      return fc.array(almost(resolved.items, document), { maxLength: 4 });
    case 'object':
      return almost(resolved, document);
    default:
      return nastyValue;
  }
}

function resolve(schema: JsonSchema | undefined, document: OpenApiDocument): JsonSchema | undefined {
  const name = schema?.$ref?.split('/').at(-1);
  return name === undefined ? schema : document.components?.schemas?.[name];
}

const pathValue = fc.oneof(
  fc.uuid(),
  fc.constantFrom(
    'P001',
    'P999',
    '0',
    '-1',
    '%',
    '%zz',
    '%00',
    '%ff',
    '..%2f..%2f',
    'a'.repeat(3000),
    '%F0%9F%92%A5',
    "'%20OR%201=1",
  ),
  nastyText.map(encodeURIComponent),
);

const queryString = fc.oneof(
  fc.constant(''),
  fc
    .array(
      fc.tuple(
        fc.constantFrom('limit', 'cursor', 'after', 'customer_id', 'order_id', 'x'),
        fc.oneof(fc.constantFrom('0', '-1', '101', 'abc', '1e3', '9'.repeat(40)), nastyText),
      ),
      { maxLength: 4 },
    )
    .map((pairs) => `?${pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`),
  fc.constantFrom('?limit=%', '?limit[]=1', '?limit=1&limit=2', '?cursor=%F0%28', '?__proto__[x]=1', '?%=%'),
);

const headers = fc.record({
  'content-type': fc.constantFrom(
    'application/json',
    'application/json',
    'application/json',
    'text/plain',
    'application/xml',
    'multipart/form-data',
    'application/json; charset=utf-7',
    '',
  ),
  'idempotency-key': fc.constantFrom(
    '',
    'k',
    '"quoted"',
    '"broken',
    'a'.repeat(300),
    'ключ'.slice(0, 0),
    '0198c2f0-0000-7000-8000-000000000000',
  ),
  accept: fc.constantFrom('application/json', 'application/problem+json', '*/*', 'text/html', 'image/png'),
  traceparent: fc.constantFrom(
    '',
    '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    '00-ZZ-1-1',
    'ff-00-00-00',
  ),
  'x-request-timeout-ms': fc.constantFrom('', 'abc', '-5', '999999999999', '2000'),
});

const brokenBody = fc.constantFrom(
  '',
  '{',
  '[1,',
  '{"a":1}}',
  'null',
  '"text"',
  `{"a":"${'x'.repeat(120_000)}"}`,
  '['.repeat(5000),
  '{"__proto__":{"admin":true}}',
  '\uFEFF{}',
);

/** Bad requests for every operation that the document declares, and for some that it does not. */
export function badRequests(document: OpenApiDocument): fc.Arbitrary<BadRequest> {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  return fc
    .tuple(
      fc.constantFrom(...operations),
      pathValue,
      queryString,
      headers,
      fc.constantFrom('', '', '', '', 'PATCH', 'PROPFIND', 'DELETE'),
    )
    .chain(([{ path, method, operation }, value, query, header, otherMethod]) => {
      const schema = operation.requestBody?.content?.['application/json']?.schema;
      const body = fc.oneof(
        { weight: 6, arbitrary: almost(schema, document).map((json) => JSON.stringify(json)) },
        {
          weight: 1,
          arbitrary: brokenBody,
        },
      );
      const sentMethod = otherMethod === '' ? method : otherMethod;
      const mayCarryBody = !['GET', 'HEAD'].includes(sentMethod);
      return body.map((text) => ({
        method: sentMethod,
        path: path.replaceAll(/\{[^}]+\}/g, () => value) + query,
        headers: Object.fromEntries(Object.entries(header).filter(([, content]) => content !== '')),
        ...(mayCarryBody && { body: text }),
      }));
    });
}
