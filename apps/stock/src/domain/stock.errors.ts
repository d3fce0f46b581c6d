import { BusinessRuleViolationError, ResourceNotFoundError } from '@baluarte/errors';
import type { Reservation } from './reservation.js';

export class ProductNotFoundError extends ResourceNotFoundError {
  readonly code = 'PRODUCT_NOT_FOUND';

  constructor(productId: string) {
    super(`Product ${productId} does not exist.`, { context: { product_id: productId } });
  }
}

export class ReservationNotFoundError extends ResourceNotFoundError {
  readonly code = 'RESERVATION_NOT_FOUND';

  constructor(orderId: string) {
    super(`Nothing is reserved for order ${orderId}.`, { context: { order_id: orderId } });
  }
}

export class InsufficientStockError extends BusinessRuleViolationError {
  readonly code = 'INSUFFICIENT_STOCK';

  constructor(productId: string, requested: number, available: number) {
    super(`Not enough stock of product ${productId}: requested ${requested}, available ${available}.`, {
      context: { product_id: productId, requested, available },
    });
  }
}

export class ReservationConflictError extends BusinessRuleViolationError {
  readonly code = 'RESERVATION_CONFLICT';

  constructor({ orderId, state }: Reservation, why: string) {
    super(`The reservation of order ${orderId} is ${state}${why}.`, {
      context: { order_id: orderId, state },
    });
  }
}

export class CurrencyMismatchError extends BusinessRuleViolationError {
  readonly code = 'CURRENCY_MISMATCH';

  constructor(left: string, right: string) {
    super(`${left} and ${right} cannot be added.`, { context: { left, right } });
  }
}
