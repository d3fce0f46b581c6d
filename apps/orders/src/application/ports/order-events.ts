import type { OrderLine } from '../../domain/order.js';

/** Something final that happened to an order. */
export interface OrderEvent {
  /** 1, 2, 3 … without gaps, in the order of commits. */
  readonly position: number;
  readonly type: 'order.confirmed' | 'order.cancelled' | 'order.rejected';
  readonly orderId: string;
  readonly occurredAt: Date;
  readonly lines: readonly OrderLine[];
}

/** The feed of what happened, for other services to follow at their own pace. */
export abstract class OrderEvents {
  /**
   * @param after the cursor of the previous page; from the beginning without one
   * @param limit 1–100
   * @returns the events, and the cursor to ask with next, whether or not there were any
   */
  abstract read(
    limit: number,
    after?: string,
  ): Promise<{ readonly items: readonly OrderEvent[]; readonly nextCursor: string }>;
}
