import type { Product } from '../../domain/product.js';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** The catalogue. */
export abstract class Products {
  /** @throws ProductNotFoundError */
  abstract get(productId: string): Promise<Product>;

  /** Those that exist of the given ids, in any order. */
  abstract find(productIds: readonly string[]): Promise<readonly Product[]>;

  /**
   * By product id.
   *
   * @param limit 1–100
   */
  abstract list(limit: number, cursor?: string): Promise<Page<Product>>;
}
