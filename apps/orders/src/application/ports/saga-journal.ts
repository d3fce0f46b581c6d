import type { StoredAnswer } from '@baluarte/idempotency';
import type { Order } from '../../domain/order.js';
import type { PaymentToken } from '../../domain/payment-token.js';

/** The right to drive one order for a while. Who loses it can store nothing any more. */
export interface Lease {
  /** Grows by one with every holder; a write with an old number is refused. */
  readonly fence: number;
  /** The next step was stored by an earlier holder, who may have done it already. */
  readonly resumed: boolean;
  /** Aborts when the lease ends; every call made for the order carries it. */
  readonly signal: AbortSignal;
}

/** The idempotency key of a request, and the proof that it is that request's. */
export interface KeyClaim {
  readonly key: string;
  readonly holder: string;
}

/** An order in the hands of one driver. */
export interface HeldOrder {
  readonly order: Order;
  readonly lease: Lease;
  /** There until the charge is decided, and erased then. */
  readonly paymentToken: PaymentToken | null;
  /** On the idempotency key of the request that placed it; null once that request may be tried again. */
  readonly claim: KeyClaim | null;
  /** The `traceparent` of that request. */
  readonly trace: string | null;
}

export interface Placement {
  readonly idempotencyKey: string;
  readonly fingerprint: string;
  readonly paymentToken: PaymentToken;
}

export type Beginning =
  | { readonly type: 'begun'; readonly held: HeldOrder }
  | { readonly type: 'replay'; readonly answer: StoredAnswer };

/**
 * Where orders are written down before anything is done for them, so that whoever comes after a crash
 * knows what to do next. Every write is refused with `OrderTakenOverError` once another holder came.
 */
export abstract class SagaJournal {
  /**
   * Claims the idempotency key and stores the new order with its first step, together or not at all.
   *
   * @param place makes the order; only called when the key is new
   * @throws CustomerNotFoundError, IdempotencyKeyReusedError, RequestInProgressError
   */
  abstract begin(placement: Placement, place: () => Order): Promise<Beginning>;

  /**
   * Stores what an order has become and its next step, and holds it for another full lease. If the order
   * is final, its event and the answer to its request are stored in the same transaction.
   */
  abstract record(held: HeldOrder, order: Order): Promise<HeldOrder>;

  /** Stores what an order has become, and gives it back until a worker takes it up after a growing delay. */
  abstract postpone(held: HeldOrder, order: Order): Promise<Order>;

  /** Takes orders whose holder is gone or whose delay is over; no two callers get the same one. */
  abstract takeDue(limit: number): Promise<readonly HeldOrder[]>;

  /**
   * Changes an order that nobody drives, and holds it if that leaves something to do.
   *
   * @throws OrderNotFoundError, and whatever `change` throws
   */
  abstract reopen(orderId: string, change: (order: Order) => Order): Promise<HeldOrder | Order>;
}
