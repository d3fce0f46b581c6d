import { readCorrelation } from './read-correlation.js';

const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const UUID = '018F3A6E-7c2b-7def-8abc-0123456789ab';

describe('where a request belongs', () => {
  it('is what a valid traceparent says, whatever else there is', () => {
    const correlation = readCorrelation({
      traceparent: TRACEPARENT,
      'x-correlation-id': UUID,
      tracestate: 'a=1',
    });
    expect(correlation).toMatchObject({
      traceId: '0af7651916cd43dd8448eb211c80319c',
      correlationId: UUID,
      traceState: 'a=1',
      parent: { spanId: 'b7ad6b7169203331' },
    });
  });

  it.each(['x-correlation-id', 'x-request-id'])('is the trace that a UUID in %s asks for', (header) => {
    expect(readCorrelation({ [header]: UUID })).toMatchObject({
      traceId: '018f3a6e7c2b7def8abc0123456789ab',
      correlationId: UUID,
      parent: undefined,
    });
  });

  it.each(['shop-7', 'a', 'A.b_c-9', 'x'.repeat(128), '0af7651916cd43dd8448eb211c80319c'])(
    'keeps the well-formed name %s beside a new trace',
    (name) => {
      const correlation = readCorrelation({ 'x-correlation-id': name });
      expect(correlation.correlationId).toBe(name);
      expect(correlation.traceId).toMatch(/^[\da-f]{32}$/);
      expect(correlation.traceId).not.toBe(name);
    },
  );

  it.each(['', ' ', 'a b', 'x'.repeat(129), 'a\r\nSet-Cookie: b', '<script>', 'a, b', 'ñ'])(
    'ignores the malformed name %j',
    (name) => {
      const correlation = readCorrelation({ 'x-correlation-id': name });
      expect(correlation.correlationId).toBe(correlation.traceId);
    },
  );

  it('takes X-Request-ID where X-Correlation-ID is malformed', () => {
    expect(readCorrelation({ 'x-correlation-id': 'a b', 'x-request-id': 'shop-7' }).correlationId).toBe(
      'shop-7',
    );
  });

  it('starts a new trace where traceparent is malformed, without the tracestate that came with it', () => {
    const correlation = readCorrelation({ traceparent: TRACEPARENT.toUpperCase(), tracestate: 'a=1' });
    expect(correlation.traceId).not.toBe('0af7651916cd43dd8448eb211c80319c');
    expect(correlation.traceState).toBeUndefined();
  });

  it('is not the trace of a UUID of zeros, which is no trace', () => {
    const { traceId, correlationId } = readCorrelation({
      'x-correlation-id': '00000000-0000-0000-0000-000000000000',
    });
    expect(traceId).not.toMatch(/^0+$/);
    expect(correlationId).toBe('00000000-0000-0000-0000-000000000000');
  });

  it('is a trace of its own where nothing is said', () => {
    expect(readCorrelation({}).traceId).not.toBe(readCorrelation({}).traceId);
  });
});
