import type { Product } from './product.js';
import type { ReservedLine, WantedLine } from './reservation.js';
import { CurrencyMismatchError, InsufficientStockError, ProductNotFoundError } from './stock.errors.js';

/** What there is of a product, and what a piece costs. */
export type Shelf = Pick<Product, 'productId' | 'priceMinor' | 'currency' | 'available'>;

/**
 * What taking the wanted pieces off the shelves would reserve, at today's prices.
 *
 * @throws ProductNotFoundError, InsufficientStockError, CurrencyMismatchError
 */
export function reserveFrom(shelves: readonly Shelf[], wanted: readonly WantedLine[]): ReservedLine[] {
  const shelfOf = new Map(shelves.map((shelf) => [shelf.productId, shelf]));
  const lines = wanted.map(({ productId, quantity }) => {
    const shelf = shelfOf.get(productId);
    if (shelf === undefined) throw new ProductNotFoundError(productId);
    if (shelf.available < quantity) throw new InsufficientStockError(productId, quantity, shelf.available);
    return { productId, quantity, unitPriceMinor: shelf.priceMinor, currency: shelf.currency };
  });
  const [first, ...others] = [...new Set(lines.map(({ currency }) => currency))];
  if (first !== undefined && others[0] !== undefined) throw new CurrencyMismatchError(first, others[0]);
  return lines;
}
