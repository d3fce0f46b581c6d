import { Injectable } from '@nestjs/common';
import type { AppError } from '@baluarte/errors';
import type { Order } from '../domain/order.js';
import { SagaJournal, type HeldOrder } from './ports/saga-journal.js';
import { SagaLog } from './ports/saga-log.js';
import { SagaSteps, type StepOutcome } from './saga-steps.js';

/** How far a drive came. */
export interface SagaOutcome {
  readonly order: Order;
  /** The first thing that did not go as wished: it decided the rest. */
  readonly failure: AppError | undefined;
}

/**
 * Drives one held order, step by step, until it is final or has to wait. What each step led to, and which
 * step is next, is stored before that next step begins.
 */
@Injectable()
export class OrderSaga {
  constructor(
    private readonly steps: SagaSteps,
    private readonly journal: SagaJournal,
    private readonly log: SagaLog,
  ) {}

  /** @throws OrderTakenOverError when the lease was lost on the way */
  async drive(begun: HeldOrder): Promise<SagaOutcome> {
    if (begun.order.state === 'pending' && !begun.lease.resumed) this.log.moved(begun.order);
    let held = begun;
    let failure: AppError | undefined;
    while (!held.order.isFinal) {
      const step = await this.performNext(held);
      failure ??= step.failure;
      if (step.postponed) return { order: await this.postpone(held, step), failure };
      const before = held.order;
      held = await this.journal.record(held, step.order);
      this.tell(before, held.order);
    }
    return { order: held.order, failure };
  }

  private performNext(held: HeldOrder): Promise<StepOutcome> {
    return this.log.step(held, () => this.steps.perform(held));
  }

  private async postpone(held: HeldOrder, step: StepOutcome): Promise<Order> {
    const order = await this.journal.postpone(held, step.order);
    this.tell(held.order, order);
    this.log.postponed(order, step.failure);
    return order;
  }

  private tell(before: Order, after: Order): void {
    if (after.state !== before.state) this.log.moved(after);
  }
}
