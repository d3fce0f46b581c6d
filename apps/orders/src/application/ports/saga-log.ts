import type { AppError } from '@baluarte/errors';
import type { Order } from '../../domain/order.js';
import type { StepOutcome } from '../saga-steps.js';
import type { HeldOrder } from './saga-journal.js';

/** Who is told what happens to orders on their way. */
export abstract class SagaLog {
  /** Runs the next step of an order, so that it can be seen how long it took and how it ended. */
  abstract step(held: HeldOrder, work: () => Promise<StepOutcome>): Promise<StepOutcome>;

  /** An order came to a new state, and is stored in it. */
  abstract moved(order: Order): void;

  /** A step could not be done now; a worker tries again later. */
  abstract postponed(order: Order, reason: AppError | undefined): void;

  /** Runs the recovery of an order in the trace of the request that placed it. */
  abstract recovering<Result>(held: HeldOrder, work: () => Promise<Result>): Promise<Result>;

  /** A worker drove an order as far as it would go. */
  abstract recovered(order: Order): void;

  /** A worker could not drive an order, or, without one, not even look for any. */
  abstract recoveryFailed(order: Order | null, error: unknown): void;
}
