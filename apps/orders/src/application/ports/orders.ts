import type { Order } from '../../domain/order.js';

export interface PageRequest {
  /** 1–100 */
  readonly limit: number;
  /** Where the previous page ended. */
  readonly cursor?: string | undefined;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** The orders as they are, for readers. */
export abstract class Orders {
  /** @throws OrderNotFoundError */
  abstract get(orderId: string): Promise<Order>;

  /** Newest first, of one customer or of all. */
  abstract list(page: PageRequest, customerId?: string): Promise<Page<Order>>;
}
