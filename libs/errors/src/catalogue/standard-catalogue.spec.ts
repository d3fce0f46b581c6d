import { KINDS, ErrorCatalogue, standardCatalogue } from '../index.js';

describe('the catalogue', () => {
  it.each(standardCatalogue.entries().map((entry) => [entry.code, entry] as const))(
    'says all there is to say of %s',
    (_code, entry) => {
      for (const text of [
        entry.title,
        entry.explanation,
        entry.message,
        entry.whoCanFixIt,
        entry.retryAdvice,
      ])
        expect(text.trim().length).toBeGreaterThan(2);
      expect(entry.title).not.toMatch(/\.$/);
      expect(entry.status).toBeGreaterThanOrEqual(400);
      expect(entry.status >= 500).toBe(KINDS[entry.kind].status >= 500);
    },
  );

  it('refuses a wrong row and lists every mistake', () => {
    const row = { kind: 'internal', title: 't', explanation: 'e', message: 'm' } as const;
    expect(() => new ErrorCatalogue({ lower: row, OK_CODE: { ...row, status: 200 } })).toThrow(
      /lower[\s\S]*OK_CODE/,
    );
  });

  it('can be extended without being changed', () => {
    const extended = standardCatalogue.extend({
      MY_CODE: { kind: 'business_rule', title: 't', explanation: 'e', message: 'm' },
    });
    expect(extended.get('MY_CODE')?.status).toBe(409);
    expect(standardCatalogue.has('MY_CODE')).toBe(false);
  });
});
