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

  /**
   * Looks into the processor's books.
   *
   * @param ageMs how long ago the payment was begun
   * @returns the payment as it is for certain, or the same payment while that is open
   */
  async resolve(payment: Payment, ageMs: number): Promise<Payment> {
    const chargeId = await this.processor.find(payment.processorKey, payment.facts.orderId);
    return chargeId === undefined ? this.giveUp(payment, ageMs) : payment.charged(chargeId);
  }

  /**
   * Once the doubt has lasted too long, has the processor rule the charge out for ever.
   *
   * @returns the failed payment, the charged one if that came too late, or the same payment while it is too soon
   */
  async giveUp(payment: Payment, ageMs: number): Promise<Payment> {
    if (ageMs < this.settings.giveUpAfterMs) return payment;
    const chargeId = await this.processor.cancel(payment.processorKey);
    return chargeId === undefined ? payment.failed() : payment.charged(chargeId);
  }
}
