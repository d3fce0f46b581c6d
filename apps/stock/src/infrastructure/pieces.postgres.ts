import type { Queryable } from '@baluarte/persistence';
import type { ReservedLine, WantedLine } from '../domain/reservation.js';
import {
  CurrencyMismatchError,
  InsufficientStockError,
  ProductNotFoundError,
} from '../domain/stock.errors.js';

interface PieceRow {
  readonly product_id: string;
  readonly price_minor: string;
  readonly currency: string;
  readonly available: number;
}

/** Locks the products always in the same order, so that two orders for the same products cannot wait for each other. */
const LOCK = `
  SELECT product_id, price_minor, currency, available FROM products
  WHERE product_id = ANY($1) ORDER BY product_id FOR UPDATE`;

const MOVE = `
  UPDATE products SET available = available + moved.quantity
  FROM unnest($1::text[], $2::integer[]) AS moved (product_id, quantity)
  WHERE products.product_id = moved.product_id`;

/** Takes the pieces of all lines, or throws and takes none. */
export async function take(
  transaction: Queryable,
  wanted: readonly WantedLine[],
): Promise<readonly ReservedLine[]> {
  const rows = await transaction.query<PieceRow>(LOCK, [wanted.map(({ productId }) => productId)]);
  const lines = priced(wanted, new Map(rows.map((row) => [row.product_id, row])));
  await move(transaction, wanted, -1);
  return lines;
}

/** Makes the pieces available again. */
export async function putBack(transaction: Queryable, lines: readonly WantedLine[]): Promise<void> {
  await transaction.query(LOCK, [lines.map(({ productId }) => productId)]);
  await move(transaction, lines, 1);
}

function priced(wanted: readonly WantedLine[], products: ReadonlyMap<string, PieceRow>): ReservedLine[] {
  return wanted.map(({ productId, quantity }) => {
    const product = products.get(productId);
    if (product === undefined) throw new ProductNotFoundError(productId);
    if (product.available < quantity)
      throw new InsufficientStockError(productId, quantity, product.available);
    const first = products.get(wanted[0]?.productId ?? productId)?.currency ?? product.currency;
    if (product.currency !== first) throw new CurrencyMismatchError(first, product.currency);
    return { productId, quantity, unitPriceMinor: Number(product.price_minor), currency: product.currency };
  });
}

async function move(transaction: Queryable, lines: readonly WantedLine[], sign: 1 | -1): Promise<void> {
  await transaction.query(MOVE, [
    lines.map(({ productId }) => productId),
    lines.map(({ quantity }) => sign * quantity),
  ]);
}
