import { spanLike } from '../../test/span-like.js';
import { traceText } from './trace-text.js';

const event = (name: string, facts: Readonly<Record<string, unknown>>) => ({
  name: `resilience.${name}`,
  attributes: Object.fromEntries(Object.entries(facts).map(([key, value]) => [`resilience.${key}`, value])),
});
const CHARGE = { dependency: 'payments', operation: 'charge' };
const lineOf = (span: Parameters<typeof spanLike>[0]) => traceText([spanLike(span)], false).trimEnd();

describe('traceText', () => {
  it('is a tree in the order of time, one span a line, whatever the order of arrival', () => {
    const spans = [
      spanLike({ spanId: 'c', parentSpanId: 'a', name: 'second', kind: 'internal', startMs: 20 }),
      spanLike({ spanId: 'd', parentSpanId: 'b', name: 'PUT /pieces', service: 'stock', startMs: 11 }),
      spanLike({ spanId: 'b', parentSpanId: 'a', name: 'first', kind: 'internal', startMs: 10 }),
      spanLike({ spanId: 'a', name: 'POST /orders', startMs: 9, durationMs: 173.04 }),
    ];
    expect(traceText(spans, false)).toBe(
      'orders server POST /orders 173.0 ms\n' +
        '  orders first 1.0 ms\n' +
        '    stock server PUT /pieces 1.0 ms\n' +
        '  orders second 1.0 ms\n',
    );
  });

  it('leaves the statements of databases out, unless they are asked for', () => {
    const spans = [
      spanLike({ spanId: 'a' }),
      spanLike({
        spanId: 'b',
        parentSpanId: 'a',
        name: 'pg.query:SELECT orders',
        kind: 'client',
        scope: '@opentelemetry/instrumentation-pg',
      }),
    ];
    expect(traceText(spans, false)).toBe('orders server GET /things 1.0 ms\n');
    expect(traceText(spans, true)).toContain('\n  orders client pg.query:SELECT orders 1.0 ms\n');
  });

  it('shows a span whose parent has not come yet', () => {
    expect(lineOf({ parentSpanId: 'not-here' })).toBe('orders server GET /things 1.0 ms');
  });

  it('names the error of a span that failed', () => {
    expect(lineOf({ status: 'error', attributes: { 'error.type': 'PAYMENT_SERVICE_UNAVAILABLE' } })).toBe(
      'orders server GET /things 1.0 ms ERROR PAYMENT_SERVICE_UNAVAILABLE',
    );
  });

  it('names a refusal without calling it an error', () => {
    expect(lineOf({ attributes: { 'error.type': 'CARD_DECLINED' } })).toBe(
      'orders server GET /things 1.0 ms CARD_DECLINED',
    );
  });

  it.each([
    ['rejection', { ...CHARGE, rejected_by: 'circuit' }, 'payments charge rejected by circuit'],
    ['call', { ...CHARGE, result: 'failed_retried', attempts: 3 }, 'payments charge failed after 3 attempts'],
    ['call', { ...CHARGE, result: 'failed_first', attempts: 1 }, 'payments charge failed after 1 attempt'],
    [
      'transition',
      { dependency: 'payments', circuit_from: 'closed', circuit_to: 'open', reason: 'failures' },
      'circuit of payments closed -> open: failures',
    ],
    [
      'fallback',
      { dependency: 'recommendations', operation: 'list', reason: 'circuit' },
      'recommendations list replaced by its fallback: circuit',
    ],
  ])('tells of a %s', (name, facts, told) => {
    expect(lineOf({ events: [event(name, facts)] })).toBe(`orders server GET /things 1.0 ms · ${told}`);
  });

  it('keeps silent about what else happened', () => {
    const events = [event('retry', { attempt: 1 }), { name: 'exception', attributes: {} }];
    expect(lineOf({ events })).toBe('orders server GET /things 1.0 ms');
  });
});
