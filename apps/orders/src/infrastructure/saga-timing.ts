/** How long an order stays out of reach of the workers, in milliseconds. */
export abstract class SagaTiming {
  /** A holder that writes nothing for so long has lost the order. */
  abstract readonly leaseMs: number;
  /** The delay before the second try of a step; it doubles with each further one. */
  abstract readonly backoffBaseMs: number;
  abstract readonly backoffMaxMs: number;
}
