import { Injectable } from '@nestjs/common';
import { OrderSaga } from './order-saga.js';
import { SagaJournal, type HeldOrder } from './ports/saga-journal.js';
import { SagaLog } from './ports/saga-log.js';

/** Takes up orders that nobody drives and drives each as far as it will go. Safe with any number of replicas. */
@Injectable()
export class RecoverOrders {
  constructor(
    private readonly journal: SagaJournal,
    private readonly saga: OrderSaga,
    private readonly log: SagaLog,
  ) {}

  /**
   * @param limit how many orders at most, all at the same time
   * @returns how many were taken; as many as `limit` means that there may be more
   */
  async execute(limit: number): Promise<number> {
    const due = await this.journal.takeDue(limit);
    await Promise.all(due.map((held) => this.log.recovering(held, () => this.recover(held))));
    return due.length;
  }

  /** An order that cannot be driven stays held until its lease ends, and is then due again. */
  private async recover(held: HeldOrder): Promise<void> {
    try {
      const { order } = await this.saga.drive(held);
      this.log.recovered(order);
    } catch (error) {
      this.log.recoveryFailed(held.order, error);
    }
  }
}
