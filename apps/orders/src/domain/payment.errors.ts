import { BusinessRuleViolationError, InvalidDataError, type ErrorContext } from '@baluarte/errors';

export class CardDeclinedError extends BusinessRuleViolationError {
  readonly code = 'CARD_DECLINED';

  constructor(orderId: string, context: ErrorContext = {}) {
    super('The card was declined. Nothing was charged.', { context: { order_id: orderId, ...context } });
  }
}

export class InsufficientFundsError extends BusinessRuleViolationError {
  readonly code = 'INSUFFICIENT_FUNDS';

  constructor(orderId: string, context: ErrorContext = {}) {
    super('The card has insufficient funds. Nothing was charged.', {
      context: { order_id: orderId, ...context },
    });
  }
}

export class InvalidPaymentTokenError extends InvalidDataError {
  readonly code = 'INVALID_PAYMENT_TOKEN';

  constructor(orderId: string, context: ErrorContext = {}) {
    super('The payment token is not known to the card processor. Nothing was charged.', {
      context: { order_id: orderId, ...context },
    });
  }
}
