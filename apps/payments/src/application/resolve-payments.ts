import { Injectable } from '@nestjs/common';
import { PaymentCancelledError } from '../domain/payment.errors.js';
import { answered, refused } from './answer-to.js';
import { CardProcessor } from './ports/card-processor.js';
import { Payments, type OpenPayment } from './ports/payments.js';
import { ResolutionLog } from './ports/resolution-log.js';
import { giveBack } from './refund-payment.js';
import { Resolution } from './resolution.js';

/**
 * Settles payments in doubt and refunds that got stuck, so that none stays open if whoever asked never
 * comes back. Safe with any number of replicas.
 */
@Injectable()
export class ResolvePayments {
  constructor(
    private readonly payments: Payments,
    private readonly processor: CardProcessor,
    private readonly resolution: Resolution,
    private readonly log: ResolutionLog,
  ) {}

  /**
   * @param limit how many at most, all at the same time
   * @returns how many were taken; as many as `limit` means that there may be more
   */
  async execute(limit: number): Promise<number> {
    const open = await this.payments.takeOpen(limit);
    await Promise.all(open.map((each) => this.log.resolving(each, () => this.settle(each))));
    return open.length;
  }

  /** A payment that cannot be settled now is due again when its lease ends. */
  private async settle(open: OpenPayment): Promise<void> {
    try {
      await (open.payment.isOpen ? this.resolve(open) : this.refund(open));
    } catch (error) {
      this.log.failed(open.payment, error);
    }
  }

  private async resolve({ payment, ageMs }: OpenPayment): Promise<void> {
    const settled = await this.resolution.resolve(payment, ageMs);
    if (settled === payment) return;
    const decision = settled.isPaid
      ? answered(201)
      : refused(new PaymentCancelledError(settled.facts.orderId));
    await this.payments.resolve(settled, decision);
    this.log.resolved(settled);
  }

  private async refund({ payment }: OpenPayment): Promise<void> {
    const refunded = await giveBack(this.processor, payment);
    await this.payments.resolve(refunded, { type: 'leave_open' });
    this.log.resolved(refunded);
  }
}
