import { Injectable } from '@nestjs/common';
import type { StoredAnswer } from '@baluarte/idempotency';
import { DeliveryWindow } from '../domain/delivery-window.js';
import { OrderRejectedError } from '../domain/order.errors.js';
import { Order } from '../domain/order.js';
import { OrderSaga } from './order-saga.js';
import { Clock } from './ports/clock.js';
import { Ids } from './ports/ids.js';
import { SagaJournal, type Placement } from './ports/saga-journal.js';
import type { WantedLine } from './ports/stock.js';

export interface OrderRequest extends Placement {
  readonly customerId: string;
  readonly lines: readonly WantedLine[];
  readonly deliveryWindow: { readonly from: Date; readonly to: Date } | undefined;
}

export type PlacedOrder =
  /** Paid, and the stock is the customer's. */
  | { readonly type: 'confirmed'; readonly order: Order }
  /** Taken on; its outcome is not known yet, and will be. */
  | { readonly type: 'accepted'; readonly order: Order }
  /** The same request was answered before. */
  | { readonly type: 'replay'; readonly answer: StoredAnswer };

/**
 * Places an order: stores it, reserves the stock, charges the customer, confirms the stock. Throws what
 * made that impossible, once all that was done is undone or a worker was charged with undoing it.
 */
@Injectable()
export class PlaceOrder {
  constructor(
    private readonly journal: SagaJournal,
    private readonly saga: OrderSaga,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async execute(request: OrderRequest): Promise<PlacedOrder> {
    const beginning = await this.journal.begin(request, () => this.newOrder(request));
    if (beginning.type === 'replay') return beginning;
    const { order, failure } = await this.saga.drive(beginning.held);
    const { rejection } = order.facts;
    if (rejection !== null) throw failure ?? new OrderRejectedError(rejection);
    return { type: order.state === 'confirmed' ? 'confirmed' : 'accepted', order };
  }

  private newOrder({ customerId, lines, deliveryWindow }: OrderRequest): Order {
    const now = this.clock.now();
    return Order.place({
      id: this.ids.next(),
      customerId,
      lines,
      deliveryWindow: deliveryWindow
        ? DeliveryWindow.ahead(deliveryWindow.from, deliveryWindow.to, now)
        : null,
      createdAt: now,
    });
  }
}
