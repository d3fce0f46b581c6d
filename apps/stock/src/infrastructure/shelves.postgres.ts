import type { Queryable } from '@baluarte/persistence';
import type { Shelves } from '../application/ports/reservations.js';
import type { WantedLine } from '../domain/reservation.js';
import type { Shelf } from '../domain/shelf.js';

interface ShelfRow {
  readonly product_id: string;
  readonly price_minor: string;
  readonly currency: string;
  readonly available: number;
}

/** The statements of a reservation; a test looks at their plans. */
export const SHELF_STATEMENTS = {
  /** Always in the same order, so that two orders for the same products cannot wait for each other. */
  lock: `
    SELECT product_id, price_minor, currency, available FROM products
    WHERE product_id = ANY($1) ORDER BY product_id FOR UPDATE`,
  move: `
    UPDATE products SET available = available + moved.quantity
    FROM unnest($1::text[], $2::integer[]) AS moved (product_id, quantity)
    WHERE products.product_id = moved.product_id`,
} as const;

/** The shelves inside one transaction; what it looked at is locked until that ends. */
export class PostgresShelves implements Shelves {
  constructor(private readonly transaction: Queryable) {}

  async lookAt(productIds: readonly string[]): Promise<readonly Shelf[]> {
    return (await this.transaction.query<ShelfRow>(SHELF_STATEMENTS.lock, [productIds])).map(shelfOf);
  }

  take(lines: readonly WantedLine[]): Promise<void> {
    return this.move(lines, -1);
  }

  async putBack(lines: readonly WantedLine[]): Promise<void> {
    await this.lookAt(lines.map(({ productId }) => productId));
    await this.move(lines, 1);
  }

  private async move(lines: readonly WantedLine[], sign: 1 | -1): Promise<void> {
    await this.transaction.query(SHELF_STATEMENTS.move, [
      lines.map(({ productId }) => productId),
      lines.map(({ quantity }) => sign * quantity),
    ]);
  }
}

function shelfOf(row: ShelfRow): Shelf {
  return {
    productId: row.product_id,
    priceMinor: Number(row.price_minor),
    currency: row.currency,
    available: row.available,
  };
}
