import { Injectable } from '@nestjs/common';
import { BusinessError, ExternalServiceError, type AppError } from '@baluarte/errors';
import { OrderCancelledError } from '../domain/order.errors.js';
import type { Order } from '../domain/order.js';
import { rejectionOf } from '../domain/rejection.js';
import { PaymentNotMadeError, Payments } from './ports/payments.js';
import type { HeldOrder } from './ports/saga-journal.js';
import { Stock } from './ports/stock.js';

/** What a step made of an order. */
export interface StepOutcome {
  readonly order: Order;
  /** Why it did not go as wished. */
  readonly failure?: AppError;
  /** The same step, or the next, has to be tried again later. */
  readonly postponed?: true;
}

/**
 * Does one step of an order and judges its outcome. Every step may be done twice: the services know the
 * order by its id. An error that is neither a refusal nor a failure of a service is thrown on.
 */
@Injectable()
export class SagaSteps {
  constructor(
    private readonly stock: Stock,
    private readonly payments: Payments,
  ) {}

  async perform(held: HeldOrder): Promise<StepOutcome> {
    const { order } = held;
    switch (order.facts.nextStep) {
      case 'reserve_stock':
        return this.reserveStock(held);
      case 'charge_payment':
        return this.chargePayment(held);
      case 'confirm_stock':
        return this.confirmStock(held);
      case 'refund_payment':
        return this.refundPayment(held);
      case 'release_stock':
        return this.releaseStock(held);
      case null:
        return { order };
    }
  }

  private async reserveStock({ order, lease }: HeldOrder): Promise<StepOutcome> {
    try {
      return {
        order: order.stockReserved(await this.stock.reserve(order.id, order.facts.lines, lease.signal)),
      };
    } catch (error) {
      const failure = failureOf(error);
      const rejection = rejectionOf(failure);
      if (failure instanceof BusinessError) return { order: order.stockRefused(rejection), failure };
      const neverAsked = failure.executed === 'no' && !lease.resumed;
      return {
        order: neverAsked ? order.stockNotAsked(rejection) : order.stockUncertain(rejection),
        failure,
      };
    }
  }

  private async chargePayment({ order, lease, paymentToken }: HeldOrder): Promise<StepOutcome> {
    try {
      const charge = {
        orderId: order.id,
        total: given(order.facts.total),
        paymentToken: given(paymentToken),
      };
      return { order: order.charged(await this.payments.charge(charge, lease.signal)) };
    } catch (error) {
      const failure = failureOf(error);
      if (failure instanceof BusinessError)
        return { order: order.chargeRefused(rejectionOf(failure)), failure };
      const firstTry = order.state === 'stock_reserved' && !lease.resumed;
      const notMade = failure instanceof PaymentNotMadeError || (failure.executed === 'no' && firstTry);
      if (!notMade) return { order: order.chargeUncertain(), failure, postponed: true };
      const told =
        order.state === 'payment_unknown' ? new OrderCancelledError(order.id, failure.context) : failure;
      return { order: order.chargeNotMade(rejectionOf(told)), failure };
    }
  }

  private async confirmStock({ order, lease }: HeldOrder): Promise<StepOutcome> {
    try {
      await this.stock.confirm(order.id, lease.signal);
      return { order: order.stockConfirmed() };
    } catch (error) {
      const failure = failureOf(error);
      if (!(failure instanceof BusinessError)) return { order, failure, postponed: true };
      const cancelled = new OrderCancelledError(order.id, failure.context);
      return { order: order.stockLost(rejectionOf(cancelled)), failure: cancelled };
    }
  }

  private async refundPayment({ order, lease }: HeldOrder): Promise<StepOutcome> {
    try {
      await this.payments.refund(order.id, given(order.facts.paymentId), lease.signal);
      return { order: order.refunded() };
    } catch (error) {
      return { order, failure: failureOf(error), postponed: true };
    }
  }

  private async releaseStock({ order, lease }: HeldOrder): Promise<StepOutcome> {
    try {
      await this.stock.release(order.id, lease.signal);
      return { order: order.stockReleased() };
    } catch (error) {
      return { order, failure: failureOf(error), postponed: true };
    }
  }
}

/** A refusal or a failure of a service; anything else is a bug, about which a step has no opinion. */
function failureOf(error: unknown): BusinessError | ExternalServiceError {
  if (error instanceof BusinessError || error instanceof ExternalServiceError) return error;
  throw error;
}

function given<Value>(value: Value | null): Value {
  if (value === null) throw new TypeError('A step was reached before what it needs was known.');
  return value;
}
