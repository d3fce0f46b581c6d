/** What the processor is asked to charge. */
export interface CardCharge {
  readonly key: string;
  readonly orderId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly paymentToken: string;
}

/** The key was cancelled at the processor: it was not charged and never will be. */
export class ChargeCancelledError extends Error {
  override readonly name = 'ChargeCancelledError';
}

/** The external card processor. A call that fails for a technical reason throws `ExternalServiceError`. */
export abstract class CardProcessor {
  /**
   * Charges the card once per key.
   *
   * @returns the processor's id of the charge
   * @throws CardDeclinedError, InsufficientFundsError, InvalidPaymentTokenError, ChargeCancelledError
   */
  abstract charge(charge: CardCharge): Promise<string>;

  /** The id of the charge that was made with this key, if there is one by now. */
  abstract find(key: string, orderId: string): Promise<string | undefined>;

  /**
   * Makes sure that the key is never charged.
   *
   * @returns the id of the charge, if it came too late
   */
  abstract cancel(key: string): Promise<string | undefined>;

  /** Gives the money of a charge back, once per key. */
  abstract refund(chargeId: string, key: string): Promise<void>;
}
