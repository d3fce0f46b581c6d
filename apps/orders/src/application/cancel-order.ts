import { Injectable } from '@nestjs/common';
import { Order } from '../domain/order.js';
import { OrderSaga } from './order-saga.js';
import { SagaJournal } from './ports/saga-journal.js';

/**
 * Cancels a confirmed order: the money goes back, then the pieces. Once asked for, it will be done, if
 * need be by a worker; asking again is harmless.
 */
@Injectable()
export class CancelOrder {
  constructor(
    private readonly journal: SagaJournal,
    private readonly saga: OrderSaga,
  ) {}

  /**
   * @returns the order: cancelled, or still on its way there
   * @throws OrderNotFoundError, OrderNotCancellableError
   */
  async execute(orderId: string): Promise<Order> {
    const reopened = await this.journal.reopen(orderId, (order) => order.cancel());
    if (reopened instanceof Order) return reopened;
    const { order } = await this.saga.drive(reopened);
    return order;
  }
}
