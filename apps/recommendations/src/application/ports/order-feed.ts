export interface OrderEvent {
  /** Grows with every event. */
  readonly position: number;
  /** Such as `order.confirmed`; there may be types that nobody here has heard of. */
  readonly type: string;
  readonly productIds: readonly string[];
}

export interface FeedPage {
  readonly events: readonly OrderEvent[];
  /** What to ask with next. */
  readonly nextCursor: string;
}

/** What happened to orders, as the orders service tells it: in order, each event at least once. */
export abstract class OrderFeed {
  /** @throws ExternalServiceError */
  abstract read(after: string | null, limit: number, signal: AbortSignal): Promise<FeedPage>;
}
