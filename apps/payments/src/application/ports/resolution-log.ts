import type { Payment } from '../../domain/payment.js';
import type { OpenPayment } from './payments.js';

/** Who is told what the worker finds out. */
export abstract class ResolutionLog {
  /** Runs the work on a payment in the trace of the request that began it. */
  abstract resolving<Result>(open: OpenPayment, work: () => Promise<Result>): Promise<Result>;

  abstract resolved(payment: Payment): void;

  /** The worker could not settle a payment, or, without one, not even look for any. */
  abstract failed(payment: Payment | null, error: unknown): void;
}
