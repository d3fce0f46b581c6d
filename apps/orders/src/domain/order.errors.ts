import {
  BusinessError,
  BusinessRuleViolationError,
  ResourceNotFoundError,
  standardCatalogue,
  type ErrorContext,
  type ErrorKind,
} from '@baluarte/errors';
import type { Rejection } from './rejection.js';
import type { OrderState } from './order-state.js';

export class OrderNotFoundError extends ResourceNotFoundError {
  readonly code = 'ORDER_NOT_FOUND';

  constructor(orderId: string) {
    super(`Order ${orderId} does not exist.`, { context: { order_id: orderId } });
  }
}

export class OrderNotCancellableError extends BusinessRuleViolationError {
  readonly code = 'ORDER_NOT_CANCELLABLE';

  constructor(orderId: string, state: OrderState) {
    super(`Order ${orderId} is ${state} and cannot be cancelled; only a confirmed order can.`, {
      context: { order_id: orderId, state },
    });
  }
}

/** A transition that the life of an order does not have: a bug, or two hands on one order. */
export class IllegalOrderTransitionError extends BusinessRuleViolationError {
  readonly code = 'ILLEGAL_ORDER_TRANSITION';

  constructor(orderId: string, from: string, to: string) {
    super(`Order ${orderId} is ${from}: ${to} is not possible.`, {
      context: { order_id: orderId, from, to },
    });
  }
}

/** An order that had been accepted could not be completed; what was charged is given back. */
export class OrderCancelledError extends BusinessRuleViolationError {
  readonly code = 'ORDER_CANCELLED';

  constructor(orderId: string, context: ErrorContext = {}) {
    super(`Order ${orderId} could not be completed and was cancelled.`, {
      context: { order_id: orderId, ...context },
    });
  }
}

/** An order of the past that was refused, told again in the words of then. */
export class OrderRejectedError extends BusinessError {
  readonly code: string;
  readonly kind: ErrorKind;

  constructor({ code, message, context }: Rejection) {
    super(message, { context });
    this.code = code;
    this.kind = standardCatalogue.get(code)?.kind ?? 'business_rule';
  }
}

/** Someone else took the order over while this request waited; it is in good hands, and not in these. */
export class OrderTakenOverError extends BusinessRuleViolationError {
  readonly code = 'REQUEST_IN_PROGRESS';

  constructor(orderId: string) {
    super(`Order ${orderId} is being completed elsewhere. Repeat the request to learn its outcome.`, {
      context: { order_id: orderId },
      retryAfterSeconds: 1,
    });
  }
}
