import { Injectable } from '@nestjs/common';
import { Database, decodeCursor, encodeCursor } from '@baluarte/persistence';
import { Products, type Page } from '../application/ports/products.js';
import type { Product } from '../domain/product.js';
import { ProductNotFoundError } from '../domain/stock.errors.js';

interface ProductRow {
  readonly product_id: string;
  readonly name: string;
  readonly description: string;
  readonly price_minor: string;
  readonly currency: string;
  readonly available: number;
}

const COLUMNS = 'product_id, name, description, price_minor, currency, available';

/** The queries of the product page; a test looks at their plans. */
export const PRODUCT_QUERIES = {
  get: `SELECT ${COLUMNS} FROM products WHERE product_id = $1`,
  find: `SELECT ${COLUMNS} FROM products WHERE product_id = ANY($1)`,
  list: `SELECT ${COLUMNS} FROM products WHERE product_id > $1 ORDER BY product_id LIMIT $2`,
} as const;

@Injectable()
export class PostgresProducts extends Products {
  constructor(private readonly database: Database) {
    super();
  }

  async get(productId: string): Promise<Product> {
    const [row] = await this.database.query<ProductRow>(PRODUCT_QUERIES.get, [productId]);
    if (row === undefined) throw new ProductNotFoundError(productId);
    return productOf(row);
  }

  async find(productIds: readonly string[]): Promise<readonly Product[]> {
    return (await this.database.query<ProductRow>(PRODUCT_QUERIES.find, [productIds])).map(productOf);
  }

  async list(limit: number, cursor?: string): Promise<Page<Product>> {
    const [after] = cursor === undefined ? [''] : decodeCursor(cursor, ['string']);
    const rows = await this.database.query<ProductRow>(PRODUCT_QUERIES.list, [after, limit + 1]);
    const items = rows.slice(0, limit).map(productOf);
    const last = items.at(-1);
    return {
      items,
      nextCursor: rows.length > limit && last !== undefined ? encodeCursor([last.productId]) : null,
    };
  }
}

function productOf(row: ProductRow): Product {
  return {
    productId: row.product_id,
    name: row.name,
    description: row.description,
    priceMinor: Number(row.price_minor),
    currency: row.currency,
    available: row.available,
  };
}
