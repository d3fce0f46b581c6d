import { parseTracestate } from './tracestate.js';

const members = (count: number) => Array.from({ length: count }, (_, index) => `k${index}=v`).join(',');

describe('tracestate headers', () => {
  it('are passed on as they came, in their order', () => {
    expect(parseTracestate('rojo=00f067aa0ba902b7,congo=t61rcWkgMzE')).toBe(
      'rojo=00f067aa0ba902b7,congo=t61rcWkgMzE',
    );
  });

  it('are joined when there are several', () => {
    expect(parseTracestate(['foo=1', 'bar=2,baz=3'])).toBe('foo=1,bar=2,baz=3');
  });

  it('may have blanks, tabs and empty members between members', () => {
    expect(parseTracestate('foo=1 , \t bar=2, ,baz=3,')).toBe('foo=1,bar=2,baz=3');
  });

  it('may hold 32 members and no more', () => {
    expect(parseTracestate(members(32))).toBe(members(32));
    expect(parseTracestate(members(33))).toBeUndefined();
  });

  it.each([
    ['a tenant', 'fw529a3039@dt=FfffffffF'],
    ['every character a key may have', 'a0_-*/=1'],
    ['a key of 256 characters', `${'z'.repeat(256)}=1`],
    ['a tenant and a system of full length', `${'t'.repeat(241)}@${'v'.repeat(14)}=1`],
    ['a value of 256 characters', `foo=${'v'.repeat(256)}`],
    ['a value with blanks inside', 'foo=a b'],
    ['a number as key', '1a=1'],
  ])('may hold %s', (_what, header) => {
    expect(parseTracestate(header)).toBe(header);
  });

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['only commas', ',,'],
    ['without a value', 'foo'],
    ['with an empty value', 'foo='],
    ['with an empty key', '=1'],
    ['with an upper-case key', 'FOO=1'],
    ['with a dotted key', 'foo.bar=1'],
    ['with a blank before the sign', 'foo =1'],
    ['with an equals sign in the value', 'foo=bar=baz'],
    ['with a key of 257 characters', `${'z'.repeat(257)}=1`],
    ['with a tenant that is too long', `${'t'.repeat(242)}@v=1`],
    ['with a system that is too long', `t@${'v'.repeat(15)}=1`],
    ['with two tenants', 'foo@bar@baz=1'],
    ['without a tenant before the sign', '@foo=1'],
    ['without a system after the sign', 'foo@=1'],
    ['with a value of 257 characters', `foo=${'v'.repeat(257)}`],
    ['with a value that is not ASCII', 'foo=é'],
    ['with one bad member among good ones', 'foo=1,BAR=2'],
  ])('are dropped as a whole when they are %s', (_what, header) => {
    expect(parseTracestate(header)).toBeUndefined();
  });
});
