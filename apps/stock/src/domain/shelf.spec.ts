import { reserveFrom, type Shelf } from './shelf.js';
import { CurrencyMismatchError, InsufficientStockError, ProductNotFoundError } from './stock.errors.js';

const shelf = (productId: string, over: Partial<Shelf> = {}): Shelf => ({
  productId,
  priceMinor: 100,
  currency: 'EUR',
  available: 5,
  ...over,
});

describe('reserving from the shelves', () => {
  it("takes today's price of each product, in the order that was asked for", () => {
    const lines = reserveFrom(
      [shelf('A'), shelf('B', { priceMinor: 250 })],
      [
        { productId: 'B', quantity: 2 },
        { productId: 'A', quantity: 5 },
      ],
    );
    expect(lines).toEqual([
      { productId: 'B', quantity: 2, unitPriceMinor: 250, currency: 'EUR' },
      { productId: 'A', quantity: 5, unitPriceMinor: 100, currency: 'EUR' },
    ]);
  });

  it('is refused for a product that is not there', () => {
    expect(() => reserveFrom([], [{ productId: 'A', quantity: 1 }])).toThrow(ProductNotFoundError);
  });

  it('is refused for more than there is, and says how much there is', () => {
    expect(() => reserveFrom([shelf('A')], [{ productId: 'A', quantity: 6 }])).toThrow(
      new InsufficientStockError('A', 6, 5),
    );
  });

  it('is refused for products that cannot be paid together', () => {
    const wanted = ['A', 'B'].map((productId) => ({ productId, quantity: 1 }));
    expect(() => reserveFrom([shelf('A'), shelf('B', { currency: 'USD' })], wanted)).toThrow(
      new CurrencyMismatchError('EUR', 'USD'),
    );
  });
});
