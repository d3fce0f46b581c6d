import { CurrencyMismatchError } from './money.errors.js';

const CURRENCY = /^[A-Z]{3}$/;

/** An amount in the smallest unit of its currency (cents of EUR); never negative, always exact. */
export class Money {
  private constructor(
    readonly minor: number,
    readonly currency: string,
  ) {}

  /**
   * @param minor a whole number of minor units, from 0 to 2^53 - 1
   * @param currency an ISO 4217 code
   * @throws RangeError when either is not, which means that the sum or the peer's answer is wrong
   */
  static of(minor: number, currency: string): Money {
    if (!Number.isSafeInteger(minor) || minor < 0)
      throw new RangeError(`${minor} is not an amount: expected a whole number of minor units from 0 up.`);
    if (!CURRENCY.test(currency))
      throw new RangeError(`${JSON.stringify(currency)} is not a currency: expected an ISO 4217 code.`);
    return new Money(minor, currency);
  }

  /** @throws CurrencyMismatchError when the other amount is of another currency */
  plus(other: Money): Money {
    if (other.currency !== this.currency) throw new CurrencyMismatchError(this.currency, other.currency);
    return Money.of(this.minor + other.minor, this.currency);
  }

  /** @param count a whole number from 0 up */
  times(count: number): Money {
    if (!Number.isSafeInteger(count) || count < 0)
      throw new RangeError(`${count} is not a count: expected a whole number from 0 up.`);
    return Money.of(this.minor * count, this.currency);
  }

  equals(other: Money): boolean {
    return this.minor === other.minor && this.currency === other.currency;
  }
}
