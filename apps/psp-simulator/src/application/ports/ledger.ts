import type { Charge, ChargeRequest } from '../charge.js';
import type { Verdict } from '../test-tokens.js';

/** What one request to charge a card came to. */
export type Entry =
  | {
      readonly type: 'entered';
      readonly charge: Charge;
      /** Or an earlier request made it. */ readonly isNew: boolean;
    }
  | Exclude<Verdict, { readonly type: 'charge' }>;

/** The books of the processor. */
export abstract class Ledger {
  /**
   * Counts the attempt and enters a charge once per key. Requests with one key come one after the other.
   *
   * @param judge decides on the n-th attempt with this key, from 1; not asked once the key is charged
   * @throws PspError 409 for a key that was cancelled or was used for another request
   */
  abstract charge(request: ChargeRequest, judge: (attempt: number) => Verdict): Promise<Entry>;

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
   * @throws PspError 404 for an unknown charge, 409 for a key that gave back another one
   */
  abstract refund(chargeId: string, idempotencyKey: string): Promise<Charge>;
}
