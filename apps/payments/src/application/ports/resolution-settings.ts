/** How patient the service is with a payment in doubt. */
export abstract class ResolutionSettings {
  /** After this long a charge that cannot be found is ruled out at the processor, ms. */
  abstract readonly giveUpAfterMs: number;
  /** Pause between two looks for payments in doubt, ms. */
  abstract readonly intervalMs: number;
  /** How long nobody else looks after a payment, or takes over a request, that is being looked after, ms. */
  abstract readonly leaseMs: number;
}
