import fc from 'fast-check';
import { formatTraceparent, parseTraceparent } from './traceparent.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';

describe('a traceparent header', () => {
  it('is read into trace id, span id and flags', () => {
    expect(parseTraceparent(`00-${TRACE}-${SPAN}-01`)).toEqual({
      traceId: TRACE,
      spanId: SPAN,
      traceFlags: 1,
    });
  });

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['there twice', [`00-${TRACE}-${SPAN}-01`, `00-${TRACE}-${SPAN}-01`]],
    ['there twice and joined', `00-${TRACE}-${SPAN}-01, 00-${TRACE}-${SPAN}-01`],
    ['upper-case', `00-${TRACE.toUpperCase()}-${SPAN}-01`],
    ['with an upper-case span id', `00-${TRACE}-${SPAN.toUpperCase()}-01`],
    ['of trace zero', `00-${'0'.repeat(32)}-${SPAN}-01`],
    ['of span zero', `00-${TRACE}-${'0'.repeat(16)}-01`],
    ['of the forbidden version ff', `ff-${TRACE}-${SPAN}-01`],
    ['of a version with one digit', `0-${TRACE}-${SPAN}-01`],
    ['of a version in upper-case', `0A-${TRACE}-${SPAN}-01`],
    ['of version 00 with more at its end', `00-${TRACE}-${SPAN}-01-what`],
    ['of version 00 with a dash at its end', `00-${TRACE}-${SPAN}-01-`],
    ['too short in its trace id', `00-${TRACE.slice(1)}-${SPAN}-01`],
    ['too long in its trace id', `00-${TRACE}0-${SPAN}-01`],
    ['too short in its span id', `00-${TRACE}-${SPAN.slice(1)}-01`],
    ['too long in its flags', `00-${TRACE}-${SPAN}-011`],
    ['without hex in its flags', `00-${TRACE}-${SPAN}-.1`],
    ['with other separators', `00_${TRACE}_${SPAN}_01`],
    ['of a newer version with more that is not set apart', `01-${TRACE}-${SPAN}-01what`],
  ])('is ignored when it is %s', (_what, header) => {
    expect(parseTraceparent(header)).toBeUndefined();
  });

  it.each([
    `01-${TRACE}-${SPAN}-01`,
    `cc-${TRACE}-${SPAN}-01-what-the-future-will-be-like`,
    `01-${TRACE}-${SPAN}-01-`,
  ])('of a newer version is read as far as version 00 goes: %s', (header) => {
    expect(parseTraceparent(header)).toEqual({ traceId: TRACE, spanId: SPAN, traceFlags: 1 });
  });

  it('may have blanks around it', () => {
    expect(parseTraceparent(` 00-${TRACE}-${SPAN}-00\t`)).toMatchObject({ traceFlags: 0 });
  });

  it('passes on only the flags that version 00 knows', () => {
    expect(parseTraceparent(`00-${TRACE}-${SPAN}-ff`)).toMatchObject({ traceFlags: 3 });
  });

  it('survives being written and read again', () => {
    const hex = (length: number) =>
      fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
    fc.assert(
      fc.property(hex(32), hex(16), fc.integer({ min: 0, max: 3 }), (traceId, spanId, traceFlags) => {
        fc.pre(!/^0+$/.test(traceId) && !/^0+$/.test(spanId));
        const position = { traceId, spanId, traceFlags };
        expect(parseTraceparent(formatTraceparent(position))).toEqual(position);
      }),
    );
  });

  it('never throws, whatever it holds', () => {
    fc.assert(fc.property(fc.string(), (header) => void parseTraceparent(header)));
  });
});
