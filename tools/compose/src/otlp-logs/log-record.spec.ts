import { logRecord } from './log-record.js';

const LINE = JSON.stringify({
  level: 'warn',
  time: '2026-11-24T12:00:00.123Z',
  service: 'orders',
  trace_id: '0af7651916cd43dd8448eb211c80319c',
  span_id: 'b7ad6b7169203331',
  error_code: 'CARD_DECLINED',
  err: { stack: 'Error: x\n    at y' },
  msg: 'request completed',
});

describe('the record of a line', () => {
  it('has the time, the level and the place in a trace as fields, and the whole line as its body', () => {
    expect(logRecord(LINE, 0)).toEqual({
      timeUnixNano: `${Date.parse('2026-11-24T12:00:00.123Z')}000000`,
      severityNumber: 13,
      severityText: 'warn',
      body: { stringValue: LINE },
      attributes: [{ key: 'error_code', value: { stringValue: 'CARD_DECLINED' } }],
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: 'b7ad6b7169203331',
    });
  });

  it.each([
    'no JSON at all',
    '{"level":"info","msg":',
    '{"level":30}',
    '{"time":"yesterday","trace_id":"xyz"}',
  ])('of %s has the time it was written at and belongs to no trace', (line) => {
    expect(logRecord(line, 1_000)).toEqual({
      timeUnixNano: '1000000000',
      severityNumber: 9,
      severityText: 'info',
      body: { stringValue: line },
      attributes: [],
    });
  });
});
