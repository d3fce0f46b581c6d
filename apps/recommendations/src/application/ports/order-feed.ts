export interface OrderEvent {
  /** Grows with every event. */
  readonly position: number;
  readonly type: 'order.confirmed' | 'order.cancelled' | 'order.rejected';
  readonly productIds: readonly string[];
}

export interface FeedPage {
  readonly events: readonly OrderEvent[];
  /** What to ask with next. */
  readonly nextCursor: string;
}

/** What happened to orders, as the orders service tells it. */
export abstract class OrderFeed {
  /** @throws ExternalServiceError */
  abstract read(after: string | null, limit: number): Promise<FeedPage>;
}
