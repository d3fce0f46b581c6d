import { ExternalServiceUnavailableError } from '@baluarte/errors';
import type { Money } from '../../domain/money.js';
import type { PaymentToken } from '../../domain/payment-token.js';

export interface Charge {
  readonly orderId: string;
  readonly total: Money;
  readonly paymentToken: PaymentToken;
}

/** The payment service says of a payment as a whole that it was not made, and that it never will be. */
export class PaymentNotMadeError extends ExternalServiceUnavailableError {}

/**
 * The payment service. Every call carries a key made from the order, so that it may be repeated. A call
 * that fails for a technical reason throws `ExternalServiceError`, whose `executed` speaks of that call
 * alone and not of earlier ones.
 */
export abstract class Payments {
  /**
   * Charges the order once, however often it is called.
   *
   * @returns the id of the payment
   * @throws CardDeclinedError, InsufficientFundsError, InvalidPaymentTokenError, PaymentNotMadeError
   */
  abstract charge(charge: Charge, signal: AbortSignal): Promise<string>;

  /** Gives the money of the order back once, however often it is called. */
  abstract refund(orderId: string, paymentId: string, signal: AbortSignal): Promise<void>;
}
