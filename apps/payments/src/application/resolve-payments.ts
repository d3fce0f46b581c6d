import { Injectable } from '@nestjs/common';
import type { Payment } from '../domain/payment.js';
import { answered } from './answer-to.js';
import { CardProcessor } from './ports/card-processor.js';
import { Payments, type KeyDecision } from './ports/payments.js';
import { ResolutionLog } from './ports/resolution-log.js';
import { giveBack } from './refund-payment.js';
import { Resolution } from './resolution.js';

/** Settles payments in doubt and refunds that got stuck, so that none stays open if whoever asked never comes back. */
@Injectable()
export class ResolvePayments {
  constructor(
    private readonly payments: Payments,
    private readonly processor: CardProcessor,
    private readonly resolution: Resolution,
    private readonly log: ResolutionLog,
  ) {}

  /** @returns how many there were */
  async execute(limit: number): Promise<number> {
    const open = await this.payments.takeOpen(limit);
    for (const { payment, ageMs } of open) await this.settle(payment, ageMs);
    return open.length;
  }

  private async settle(payment: Payment, ageMs: number): Promise<void> {
    try {
      if (!payment.isOpen) return await this.refund(payment);
      const settled = await this.resolution.resolve(payment, ageMs);
      if (settled === payment) return;
      await this.payments.resolve(settled, decisionFor(settled));
      this.log.resolved(settled);
    } catch (error) {
      this.log.failed(payment, error);
    }
  }

  private async refund(payment: Payment): Promise<void> {
    await giveBack(this.processor, payment);
    const refunded = payment.refunded();
    await this.payments.resolve(refunded, { type: 'leave_open' });
    this.log.resolved(refunded);
  }
}

function decisionFor(payment: Payment): KeyDecision {
  return payment.facts.state === 'charged' ? answered(201) : { type: 'forget' };
}
