import { Injectable } from '@nestjs/common';
import { RequestInProgressError } from '@baluarte/idempotency';
import type { Payment } from '../domain/payment.js';
import { answered } from './answer-to.js';
import type { MadePayment } from './make-payment.js';
import { CardProcessor } from './ports/card-processor.js';
import { Payments, type Held, type Request } from './ports/payments.js';

/**
 * Gives the money of a payment back, once. That it is wanted is stored before the processor is asked, so
 * it is given back even if neither this process nor whoever asked comes back.
 */
@Injectable()
export class RefundPayment {
  constructor(
    private readonly payments: Payments,
    private readonly processor: CardProcessor,
  ) {}

  /** @throws PaymentNotFoundError, PaymentNotRefundableError, ExternalServiceError */
  async execute(request: Request, paymentId: string): Promise<MadePayment> {
    const beginning = await this.payments.beginRefund(request, paymentId);
    if (beginning.type === 'in_progress') throw new RequestInProgressError(beginning.retryAfterSeconds);
    if (beginning.type === 'replay') return beginning;
    const refunded = await this.refund(beginning.held);
    return {
      type: 'made',
      payment: await this.payments.settleRefund(beginning.held, refunded, answered(200)),
    };
  }

  private async refund(held: Held): Promise<Payment> {
    const { payment } = held;
    if (payment.facts.state === 'refunded') return payment;
    try {
      return await giveBack(this.processor, payment);
    } catch (error) {
      await this.payments.settleRefund(held, payment, { type: 'leave_open' });
      throw error;
    }
  }
}

/** Has the processor give the money of a charged payment back; repeating it does no harm. */
export async function giveBack(processor: CardProcessor, payment: Payment): Promise<Payment> {
  const { id, chargeId } = payment.facts;
  if (chargeId === null) throw new Error(`Payment ${id} is charged and has no charge.`);
  await processor.refund(chargeId, `refund-${id}`);
  return payment.refunded();
}
