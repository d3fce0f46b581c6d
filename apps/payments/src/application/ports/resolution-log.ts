import type { Payment } from '../../domain/payment.js';

/** Who is told what the worker finds out. */
export abstract class ResolutionLog {
  abstract resolved(payment: Payment): void;

  /** The worker could not settle a payment, or, without one, not even look for any. */
  abstract failed(payment: Payment | null, error: unknown): void;
}
