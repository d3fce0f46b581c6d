import type { Money } from '../../domain/money.js';
import type { OrderLine } from '../../domain/order.js';

/** What a line asks for. */
export type WantedLine = Pick<OrderLine, 'productId' | 'quantity'>;

/**
 * The stock service. Every call may be repeated. A call that fails for a technical reason throws
 * `ExternalServiceError`, whose `executed` says whether that call may have acted.
 */
export abstract class Stock {
  /**
   * Holds the pieces for the order.
   *
   * @returns the price of one piece of each product
   * @throws InsufficientStockError, ProductNotFoundError, ReservationLostError
   */
  abstract reserve(
    orderId: string,
    lines: readonly WantedLine[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Money>>;

  /**
   * Makes the held pieces the customer's.
   *
   * @throws ReservationLostError when they are no longer held
   */
  abstract confirm(orderId: string, signal: AbortSignal): Promise<void>;

  /** Puts the pieces back, confirmed or not, and refuses any reservation of this order from then on. */
  abstract release(orderId: string, signal: AbortSignal): Promise<void>;
}
