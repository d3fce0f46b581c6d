import { Injectable } from '@nestjs/common';
import { RequestInProgressError } from '@baluarte/idempotency';
import type { Payment } from '../domain/payment.js';
import { answered } from './answer-to.js';
import type { MadePayment } from './make-payment.js';
import { CardProcessor } from './ports/card-processor.js';
import { Payments, type Held, type Request } from './ports/payments.js';

/** Gives the money of a payment back, once. That it is wanted is stored before the processor is asked. */
@Injectable()
export class RefundPayment {
  constructor(
    private readonly payments: Payments,
    private readonly processor: CardProcessor,
  ) {}

  async execute(request: Request, paymentId: string): Promise<MadePayment> {
    const beginning = await this.payments.beginRefund(request, paymentId);
    if (beginning.type === 'in_progress') throw new RequestInProgressError(beginning.retryAfterSeconds);
    if (beginning.type === 'replay') return beginning;
    return { type: 'made', payment: await this.refund(beginning.held) };
  }

  private async refund(held: Held): Promise<Payment> {
    const { payment } = held;
    if (payment.facts.state === 'refunded') return this.payments.settleRefund(held, payment, answered(200));
    try {
      await giveBack(this.processor, payment);
      const refunded = payment.refunded();
      return await this.payments.settleRefund(held, refunded, answered(200));
    } catch (error) {
      await this.payments.settleRefund(held, payment, { type: 'leave_open' });
      throw error;
    }
  }
}

/** Asks the processor to give the money of a charged payment back; repeating it does no harm. */
export async function giveBack(processor: CardProcessor, { facts }: Payment): Promise<void> {
  if (facts.chargeId === null) throw new Error(`Payment ${facts.id} is charged and has no charge.`);
  await processor.refund(facts.chargeId, `refund-${facts.id}`);
}
