import {
  BusinessRuleViolationError,
  InvalidDataError,
  ResourceNotFoundError,
  type ErrorContext,
} from '@baluarte/errors';
import type { PaymentState } from './payment-state.js';

export class PaymentNotFoundError extends ResourceNotFoundError {
  readonly code = 'PAYMENT_NOT_FOUND';

  constructor(paymentId: string) {
    super(`Payment ${paymentId} does not exist.`, { context: { payment_id: paymentId } });
  }
}

export class PaymentConflictError extends BusinessRuleViolationError {
  readonly code = 'PAYMENT_CONFLICT';

  constructor(orderId: string) {
    super(`Order ${orderId} has another payment, which was made or may have been made.`, {
      context: { order_id: orderId },
    });
  }
}

/** The charge was ruled out for good after it had been in doubt for too long. */
export class PaymentCancelledError extends BusinessRuleViolationError {
  readonly code = 'PAYMENT_CANCELLED';

  constructor(orderId: string) {
    super(`The payment of order ${orderId} was given up. Nothing was charged.`, {
      context: { order_id: orderId },
    });
  }
}

export class PaymentNotRefundableError extends BusinessRuleViolationError {
  readonly code = 'PAYMENT_NOT_REFUNDABLE';

  constructor(paymentId: string, state: PaymentState) {
    super(`Payment ${paymentId} is ${state} and cannot be refunded.`, {
      context: { payment_id: paymentId, state },
    });
  }
}

export class IllegalPaymentTransitionError extends BusinessRuleViolationError {
  readonly code = 'ILLEGAL_PAYMENT_TRANSITION';

  constructor(from: PaymentState, to: PaymentState) {
    super(`A payment that is ${from} cannot become ${to}.`, { context: { from, to } });
  }
}

export class CardDeclinedError extends BusinessRuleViolationError {
  readonly code = 'CARD_DECLINED';

  constructor(context: ErrorContext = {}) {
    super('The card was declined.', { context });
  }
}

export class InsufficientFundsError extends BusinessRuleViolationError {
  readonly code = 'INSUFFICIENT_FUNDS';

  constructor(context: ErrorContext = {}) {
    super('The card has insufficient funds.', { context });
  }
}

export class InvalidPaymentTokenError extends InvalidDataError {
  readonly code = 'INVALID_PAYMENT_TOKEN';

  constructor(context: ErrorContext = {}) {
    super('The payment token is not known to the card processor.', { context });
  }
}

/** The bank, or the processor for it, said no: nothing was charged. */
export type ChargeRefusal = CardDeclinedError | InsufficientFundsError | InvalidPaymentTokenError;

export function isChargeRefusal(error: unknown): error is ChargeRefusal {
  return (
    error instanceof CardDeclinedError ||
    error instanceof InsufficientFundsError ||
    error instanceof InvalidPaymentTokenError
  );
}
