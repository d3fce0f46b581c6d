import { baseCatalogue, ErrorCatalogue, exampleBody, KINDS, standardCatalogue } from '../index.js';
import { expectContract } from '../../test/expect-contract.js';

const row = { kind: 'internal', title: 't', explanation: 'e', message: 'm' } as const;

describe('the catalogue', () => {
  it.each(standardCatalogue.entries().map((entry) => [entry.code, entry] as const))(
    'says all there is to say of %s',
    (code, entry) => {
      for (const text of [
        entry.title,
        entry.explanation,
        entry.message,
        entry.whoCanFixIt,
        entry.retryAdvice,
      ])
        expect(text.trim().length).toBeGreaterThan(2);
      expect(entry.title).not.toMatch(/[.!]$/);
      for (const sentence of [entry.explanation, entry.message, entry.whoCanFixIt])
        expect(sentence).toMatch(/\.$/);
      expect(entry.status >= 500).toBe(KINDS[entry.kind].status >= 500);
      expectContract({ ...exampleBody(entry) }, { code, status: entry.status });
    },
  );

  it('never tells anybody to retry what cannot succeed, nor to wait without saying how long', () => {
    const waiting = standardCatalogue.entries().filter(({ retry }) => retry === 'after_retry_after');
    expect(waiting.map(({ status, code }) => [status, code])).toEqual(
      expect.arrayContaining([
        [409, 'REQUEST_IN_PROGRESS'],
        [429, 'RATE_LIMITED'],
        [503, 'SERVICE_OVERLOADED'],
      ]),
    );
    expect(waiting.filter(({ status }) => ![409, 429, 503].includes(status))).toEqual([]);
  });

  it('refuses wrong rows and lists every mistake', () => {
    const build = () =>
      new ErrorCatalogue({
        lower: row,
        OK_CODE: { ...row, status: 200 },
        HALF: { ...row, status: 500.5 },
        WORDLESS: { ...row, title: ' ' },
        ODD: { ...row, kind: 'toString' as 'internal' },
      });
    expect(build).toThrow(
      /lower.*\n.*OK_CODE: status 200.*\n.*HALF.*\n.*WORDLESS: title.*\n.*ODD: unknown kind/,
    );
  });

  it('can be extended without being changed, also by replacing a code', () => {
    const extended = standardCatalogue.extend({
      MY_CODE: { ...row, kind: 'business_rule' },
      CONFLICT: { ...row, kind: 'validation_meaning' },
    });
    expect(extended.get('MY_CODE')).toMatchObject({
      status: 409,
      whoCanFixIt: KINDS.business_rule.whoCanFixIt,
    });
    expect(extended.get('CONFLICT')).toMatchObject({ status: 400 });
    expect(standardCatalogue.has('MY_CODE')).toBe(false);
    expect(standardCatalogue.get('CONFLICT')?.status).toBe(409);
  });

  it('has a base without the words of this business', () => {
    const codes = baseCatalogue.entries().map(({ code }) => code);
    expect(codes).toEqual(
      expect.arrayContaining(['ROUTE_NOT_FOUND', 'INTERNAL_ERROR', 'EXTERNAL_SERVICE_TIMEOUT']),
    );
    expect(codes.filter((code) => /ORDER|STOCK|CARD/.test(code))).toEqual([]);
  });
});
