import type { Charge, ChargeRequest } from '../charge.js';

/** How a charge was entered. */
export interface Entry {
  readonly charge: Charge;
  /** Whether this request made it, or an earlier one with the same key. */
  readonly isNew: boolean;
}

/** The books of the processor. */
export abstract class Ledger {
  /**
   * Enters a charge once per key, unless `refuse` says no to this attempt.
   *
   * @param refuse gets the number of the attempt with this key, from 1; what it returns is thrown
   * @throws PspError 409 for a key that was cancelled or was used for another charge
   */
  abstract charge(request: ChargeRequest, refuse: (attempt: number) => Error | undefined): Promise<Entry>;

  /** The charges of an order, oldest first. */
  abstract ofOrder(orderId: string): Promise<readonly Charge[]>;

  /**
   * Makes sure that a key is never charged.
   *
   * @returns the charge that exists already, if it came too late
   */
  abstract cancel(idempotencyKey: string): Promise<Charge | undefined>;

  /**
   * Gives the money back, once however often it is called.
   *
   * @throws PspError 404 for an unknown charge
   */
  abstract refund(chargeId: string, idempotencyKey: string): Promise<Charge>;
}
