import type { DeliveryWindow } from './delivery-window.js';
import type { Money } from './money.js';
import { IllegalOrderTransitionError, OrderNotCancellableError } from './order.errors.js';
import { ORDER_TRANSITIONS, type OrderState, type SagaStep } from './order-state.js';
import type { Rejection } from './rejection.js';

export interface OrderLine {
  readonly productId: string;
  readonly quantity: number;
  /** Unknown until the stock service has told it. */
  readonly unitPrice: Money | null;
}

export interface OrderFacts {
  readonly id: string;
  readonly customerId: string;
  readonly lines: readonly OrderLine[];
  readonly deliveryWindow: DeliveryWindow | null;
  readonly state: OrderState;
  /** What is to be done next; null when the order is final. */
  readonly nextStep: SagaStep | null;
  /** What the order becomes once all that was done for it is undone. */
  readonly ending: 'rejected' | 'cancelled' | null;
  readonly rejection: Rejection | null;
  readonly total: Money | null;
  readonly paymentId: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

type NewOrder = Pick<OrderFacts, 'id' | 'customerId' | 'deliveryWindow' | 'createdAt'> & {
  readonly lines: readonly Pick<OrderLine, 'productId' | 'quantity'>[];
};

/**
 * An order and the rest of its way. Immutable: each event gives the order as it is after it, and one
 * that cannot happen now throws `IllegalOrderTransitionError`.
 */
export class Order {
  private constructor(readonly facts: OrderFacts) {}

  static place({ lines, ...facts }: NewOrder): Order {
    return new Order({
      ...facts,
      lines: lines.map(({ productId, quantity }) => ({ productId, quantity, unitPrice: null })),
      updatedAt: facts.createdAt,
      state: 'pending',
      nextStep: 'reserve_stock',
      ending: null,
      rejection: null,
      total: null,
      paymentId: null,
    });
  }

  /** An order as it was stored. */
  static restore(facts: OrderFacts): Order {
    return new Order(facts);
  }

  get id(): string {
    return this.facts.id;
  }

  get state(): OrderState {
    return this.facts.state;
  }

  /** Nothing is left to do. */
  get isFinal(): boolean {
    return this.facts.nextStep === null;
  }

  /** @param prices of one piece, by product id, as the stock service charges them */
  stockReserved(prices: ReadonlyMap<string, Money>): Order {
    this.expect('reserve_stock', 'stock_reserved');
    const lines = this.facts.lines.map((line) => ({ ...line, unitPrice: priceOf(line, prices) }));
    const total = lines
      .map((line) => line.unitPrice.times(line.quantity))
      .reduce((sum, next) => sum.plus(next));
    return this.become('stock_reserved', { nextStep: 'charge_payment', lines, total });
  }

  /** The stock service said no. It is told to release all the same: an earlier request may still be on its way. */
  stockRefused(rejection: Rejection): Order {
    this.expect('reserve_stock', 'rejected');
    return this.compensate('release_stock', 'rejected', rejection);
  }

  /** The stock service was never asked. */
  stockNotAsked(rejection: Rejection): Order {
    this.expect('reserve_stock', 'cancelled');
    return this.become('cancelled', { nextStep: null, rejection });
  }

  /** The stock service may hold something, or will when a request that is still on its way arrives. */
  stockUncertain(rejection: Rejection): Order {
    this.expect('reserve_stock', 'cancelled');
    return this.compensate('release_stock', 'cancelled', rejection);
  }

  charged(paymentId: string): Order {
    this.expect('charge_payment', 'paid');
    return this.become('paid', { nextStep: 'confirm_stock', paymentId });
  }

  /** The customer's bank said no. */
  chargeRefused(rejection: Rejection): Order {
    this.expect('charge_payment', 'rejected');
    return this.compensate('release_stock', 'rejected', rejection);
  }

  /** The charge was not made, for certain, and will not be. */
  chargeNotMade(rejection: Rejection): Order {
    this.expect('charge_payment', 'cancelled');
    return this.compensate('release_stock', 'cancelled', rejection);
  }

  /** The charge may have been made: it is asked for again, with the same key, until an answer comes. */
  chargeUncertain(): Order {
    this.expect('charge_payment', 'payment_unknown');
    return this.state === 'payment_unknown' ? this : this.become('payment_unknown', {});
  }

  stockConfirmed(): Order {
    this.expect('confirm_stock', 'confirmed');
    return this.become('confirmed', { nextStep: null });
  }

  /** The pieces that were paid for are no longer there: the money goes back. */
  stockLost(rejection: Rejection): Order {
    this.expect('confirm_stock', 'cancelled');
    return this.compensate('refund_payment', 'cancelled', rejection);
  }

  /**
   * The customer wants no more of it. An order that is cancelled, or on its way there, stays as it is.
   *
   * @throws OrderNotCancellableError unless the order was confirmed
   */
  cancel(): Order {
    if (this.state === 'cancelled') return this;
    if (this.state !== 'confirmed') throw new OrderNotCancellableError(this.id, this.state);
    return this.isFinal ? this.compensate('refund_payment', 'cancelled', null) : this;
  }

  refunded(): Order {
    this.expect('refund_payment', 'cancelled');
    return this.with({ nextStep: 'release_stock' });
  }

  /** The last step back: the order becomes what was decided when its way back began. */
  stockReleased(): Order {
    const { ending } = this.facts;
    this.expect('release_stock', ending ?? 'cancelled');
    return this.become(ending ?? 'cancelled', { nextStep: null });
  }

  private compensate(
    nextStep: SagaStep,
    ending: 'rejected' | 'cancelled',
    rejection: Rejection | null,
  ): Order {
    return this.with({ nextStep, ending, rejection });
  }

  private expect(step: SagaStep, to: OrderState): void {
    if (this.facts.nextStep !== step) throw new IllegalOrderTransitionError(this.id, this.state, to);
  }

  private become(state: OrderState, changes: Partial<OrderFacts>): Order {
    if (!ORDER_TRANSITIONS[this.state].includes(state))
      throw new IllegalOrderTransitionError(this.id, this.state, state);
    return this.with({ ...changes, state });
  }

  private with(changes: Partial<OrderFacts>): Order {
    return new Order({ ...this.facts, ...changes });
  }
}

function priceOf({ productId }: OrderLine, prices: ReadonlyMap<string, Money>): Money {
  const price = prices.get(productId);
  if (price === undefined) throw new RangeError(`No price for product ${productId}.`);
  return price;
}
