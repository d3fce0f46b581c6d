import { safeContext } from '../index.js';

describe('a context that is shown', () => {
  it('turns what JSON cannot say into something readable', () => {
    const circular: Record<string, unknown> = {
      big: 12345678901234567890n,
      nan: Number.NaN,
      never: new Date(Number.NaN),
      bytes: new Uint8Array(3),
      call: () => 1,
      get broken(): never {
        throw new Error('connect 10.0.0.7');
      },
    };
    circular['self'] = circular;
    expect(safeContext(circular)).toEqual({
      big: '12345678901234567890',
      nan: 'NaN',
      never: 'Invalid Date',
      bytes: '[3 bytes]',
      broken: '[unreadable: object]',
      self: '[circular]',
    });
  });

  it('shows an object twice when it is there twice without being inside itself', () => {
    const line = { product_id: 'P001' };
    expect(safeContext({ first: line, second: line })).toEqual({ first: line, second: line });
  });

  it.each<[string, () => Record<string, unknown>]>([
    ['a long list', () => ({ list: Array.from({ length: 1e5 }, (_, index) => index) })],
    ['a long text', () => ({ text: 'x'.repeat(1e6) })],
    ['many long texts', () => ({ list: Array.from({ length: 1e3 }, () => 'x'.repeat(1e4)) })],
    [
      'long names',
      () => Object.fromEntries(Array.from({ length: 1e3 }, (_, at) => [`${'k'.repeat(1e4)}${at}`, at])),
    ],
    ['a tree', () => ({ tree: tree(8) })],
    ['many dates', () => ({ dates: tree(8, new Date(0)) })],
    ['bytes', () => ({ bytes: Buffer.alloc(1e7) })],
  ])('stays small: %s', (_what, context) => {
    expect(JSON.stringify(safeContext(context())).length).toBeLessThan(60_000);
  });

  it('says how much of a list it left out', () => {
    expect((safeContext({ list: Array.from({ length: 130 }, () => 1) })['list'] as unknown[]).at(-1)).toBe(
      '[30 more]',
    );
  });

  it('keeps the values of fields that are named like secrets', () => {
    expect(
      safeContext({ payment_token: 'tok_visa', nested: { Authorization: 'Bearer x' }, product_id: 'P001' }),
    ).toEqual({
      payment_token: '[redacted]',
      nested: { Authorization: '[redacted]' },
      product_id: 'P001',
    });
  });

  it.each([[null], [[1]], ['text'], [7]])('is empty for what is not a record: %j', (context) => {
    expect(safeContext(context)).toEqual({});
  });
});

function tree(depth: number, leaf: unknown = 1): unknown {
  return depth === 0 ? leaf : Array.from({ length: 6 }, () => tree(depth - 1, leaf));
}
