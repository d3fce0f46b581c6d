import { BusinessRuleViolationError, ResourceNotFoundError, type ErrorContext } from '@baluarte/errors';

export class InsufficientStockError extends BusinessRuleViolationError {
  readonly code = 'INSUFFICIENT_STOCK';

  constructor(
    { productId, requested, available }: { productId: string; requested: number; available: number },
    context: ErrorContext = {},
  ) {
    super(`Not enough stock of product ${productId}: requested ${requested}, available ${available}.`, {
      context: { product_id: productId, requested, available, ...context },
    });
  }
}

export class ProductNotFoundError extends ResourceNotFoundError {
  readonly code = 'PRODUCT_NOT_FOUND';

  constructor(productId: string, context: ErrorContext = {}) {
    super(`Product ${productId} does not exist.`, { context: { product_id: productId, ...context } });
  }
}

/** The stock service no longer holds the pieces of an order for it, or holds others. */
export class ReservationLostError extends BusinessRuleViolationError {
  readonly code = 'RESERVATION_CONFLICT';

  constructor(orderId: string, context: ErrorContext = {}) {
    super(`The stock of order ${orderId} is no longer held for it.`, {
      context: { order_id: orderId, ...context },
    });
  }
}
