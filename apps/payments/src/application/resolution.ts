import { Injectable } from '@nestjs/common';
import type { Payment } from '../domain/payment.js';
import { CardProcessor } from './ports/card-processor.js';
import { ResolutionSettings } from './ports/resolution-settings.js';

/** Finds out what became of a payment whose answer never came. */
@Injectable()
export class Resolution {
  constructor(
    private readonly processor: CardProcessor,
    private readonly settings: ResolutionSettings,
  ) {}

  /** Whether the doubt has lasted so long that the processor is asked to rule the charge out. */
  isOverdue(ageMs: number): boolean {
    return ageMs >= this.settings.giveUpAfterMs;
  }

  /** What the payment is by the processor's books; the same payment when that is still open. */
  async resolve(payment: Payment, ageMs: number): Promise<Payment> {
    const { facts, processorKey } = payment;
    const chargeId = await this.processor.find(processorKey, facts.orderId);
    if (chargeId !== undefined) return payment.charged(chargeId);
    if (!this.isOverdue(ageMs)) return payment;
    const late = await this.processor.cancel(processorKey);
    return late === undefined ? payment.failed() : payment.charged(late);
  }
}
