import fc from 'fast-check';
import { CurrencyMismatchError } from './money.errors.js';
import { Money } from './money.js';

const minor = fc.integer({ min: 0, max: 1_000_000_000 });
const count = fc.integer({ min: 0, max: 1_000 });
const eur = (amount: number) => Money.of(amount, 'EUR');

describe('Money', () => {
  it('adds without losing or inventing a cent, in any order', () => {
    fc.assert(
      fc.property(fc.array(minor, { minLength: 1, maxLength: 50 }), (amounts) => {
        const sum = (list: number[]) => list.map(eur).reduce((left, right) => left.plus(right));
        expect(BigInt(sum(amounts).minor)).toBe(amounts.map(BigInt).reduce((left, right) => left + right));
        expect(sum(amounts).equals(sum([...amounts].reverse()))).toBe(true);
      }),
    );
  });

  it('multiplies as repeated addition does', () => {
    fc.assert(
      fc.property(minor, fc.integer({ min: 1, max: 60 }), (amount, times) => {
        const added = Array.from({ length: times }, () => eur(amount)).reduce((sum, next) => sum.plus(next));
        expect(eur(amount).times(times).equals(added)).toBe(true);
      }),
    );
  });

  it('distributes multiplication over addition', () => {
    fc.assert(
      fc.property(minor, minor, count, (left, right, times) => {
        const together = eur(left).plus(eur(right)).times(times);
        expect(together.equals(eur(left).times(times).plus(eur(right).times(times)))).toBe(true);
      }),
    );
  });

  it('refuses to add two currencies', () => {
    fc.assert(
      fc.property(minor, minor, (left, right) => {
        expect(() => eur(left).plus(Money.of(right, 'USD'))).toThrow(CurrencyMismatchError);
      }),
    );
  });

  it('tells the same number in two currencies apart', () => {
    expect(eur(5).equals(Money.of(5, 'USD'))).toBe(false);
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER + 1])(
    'refuses %p as an amount',
    (amount) => {
      expect(() => eur(amount)).toThrow(RangeError);
    },
  );

  it('refuses a sum that could no longer be exact', () => {
    expect(() => eur(Number.MAX_SAFE_INTEGER).plus(eur(1))).toThrow(RangeError);
    expect(() => eur(Number.MAX_SAFE_INTEGER).times(2)).toThrow(RangeError);
  });

  it.each(['', 'eur', 'EURO', '€'])('refuses %p as a currency', (currency) => {
    expect(() => Money.of(1, currency)).toThrow(RangeError);
  });

  it.each([-1, 1.5, Number.NaN])('refuses to multiply by %p', (times) => {
    expect(() => eur(1).times(times)).toThrow(RangeError);
  });
});
