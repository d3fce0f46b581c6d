import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { fingerprint } from './fingerprint.js';

const of = (body: unknown) => fingerprint('POST', '/orders', body);

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

describe('the fingerprint of a request', () => {
  it('does not depend on the order of keys', () => {
    fc.assert(fc.property(fc.jsonValue(), (body) => expect(of(reversed(body))).toBe(of(body))));
  });

  it('tells any two different bodies apart', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const [first, second] = [one, other].map((body) => JSON.parse(JSON.stringify(body)) as unknown);
        expect(of(first) === of(second)).toBe(isDeepStrictEqual(first, second));
      }),
    );
  });

  it('tells apart what only looks alike', () => {
    const alike = [[['a', 1]], ['a', 1], { a: 1 }, { a: '1' }, { a: [1] }, { a: [1, null] }, { a: { a: 1 } }];
    expect(new Set(alike.map(of)).size).toBe(alike.length);
  });

  it('depends on the method and the route', () => {
    expect(fingerprint('PUT', '/orders', {})).not.toBe(of({}));
    expect(fingerprint('POST', '/refunds', {})).not.toBe(of({}));
  });

  it('takes a field that is not there for one that is undefined, and a date for its text', () => {
    expect(of({ a: 1, b: undefined })).toBe(of({ a: 1 }));
    expect(of(new Date(0))).toBe(of('1970-01-01T00:00:00.000Z'));
  });

  it('does not break on a body that is nested without end', () => {
    const depth = 50_000;
    const body: unknown = JSON.parse('['.repeat(depth) + ']'.repeat(depth));
    expect(of(body)).toMatch(/^[0-9a-f]{64}$/);
  });
});
