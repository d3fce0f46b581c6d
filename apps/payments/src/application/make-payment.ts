import { Injectable } from '@nestjs/common';
import { ExternalServiceError, InternalError } from '@baluarte/errors';
import { RequestInProgressError, type StoredAnswer } from '@baluarte/idempotency';
import { isChargeRefusal, PaymentCancelledError } from '../domain/payment.errors.js';
import type { Payment } from '../domain/payment.js';
import { answered, refused } from './answer-to.js';
import { paymentInDoubt, paymentNotMade } from './payment-failures.js';
import { CardProcessor, ChargeCancelledError } from './ports/card-processor.js';
import { Payments, type Held, type NewPayment, type Request } from './ports/payments.js';
import { Resolution } from './resolution.js';

export interface PaymentRequest extends Request, NewPayment {
  readonly paymentToken: string;
}

export type MadePayment =
  | { readonly type: 'made'; readonly payment: Payment }
  | { readonly type: 'replay'; readonly answer: StoredAnswer };

/**
 * Charges a card once. The payment is stored before the processor is asked, so that a repetition of the
 * request, after whatever happened, finds out first and charges only what was not charged.
 */
@Injectable()
export class MakePayment {
  constructor(
    private readonly payments: Payments,
    private readonly processor: CardProcessor,
    private readonly resolution: Resolution,
  ) {}

  /**
   * @throws CardDeclinedError, InsufficientFundsError, InvalidPaymentTokenError when it was refused
   * @throws PaymentCancelledError when it was ruled out for good after having been in doubt for too long
   * @throws ExternalServiceError with `executed: 'no'` in its context when it was certainly not made, and
   *   without when that is not known: the request has to be repeated
   */
  async execute(request: PaymentRequest): Promise<MadePayment> {
    const beginning = await this.payments.begin(request, request);
    if (beginning.type === 'in_progress') throw new RequestInProgressError(beginning.retryAfterSeconds);
    if (beginning.type === 'replay') return beginning;
    const { held } = beginning;
    const charged = await this.charge(held, request.paymentToken);
    const stored = await this.payments.settle(held, charged, answered(201));
    if (!stored.isPaid)
      throw new InternalError(`Payment ${stored.facts.id} is ${stored.facts.state} and was charged.`);
    return { type: 'made', payment: stored };
  }

  private async charge(held: Held, paymentToken: string): Promise<Payment> {
    const { facts, processorKey } = held.payment;
    try {
      const earlier = held.resumed ? await this.processor.find(processorKey, facts.orderId) : undefined;
      return held.payment.charged(
        earlier ?? (await this.processor.charge({ ...facts, key: processorKey, paymentToken })),
      );
    } catch (error) {
      return this.notCharged(held, error);
    }
  }

  private async notCharged(held: Held, error: unknown): Promise<Payment> {
    if (isChargeRefusal(error)) {
      await this.payments.settle(held, held.payment.declined(), refused(error));
      throw error;
    }
    if (error instanceof ChargeCancelledError) return this.cancelled(held);
    if (!(error instanceof ExternalServiceError)) throw error;
    if (error.executed === 'no' && !held.resumed) return this.fail(held, error);
    return this.doubt(held, error);
  }

  /** This request, or an earlier one, may have charged. */
  private async doubt(held: Held, error: ExternalServiceError): Promise<Payment> {
    const settled = await this.giveUp(held);
    if (settled.facts.state === 'failed') return this.cancelled(held);
    if (settled.facts.state === 'charged') return settled;
    return this.leaveOpen(held, error);
  }

  private async giveUp(held: Held): Promise<Payment> {
    try {
      return await this.resolution.giveUp(held.payment, held.ageMs);
    } catch (error) {
      return this.leaveOpen(held, error);
    }
  }

  private async leaveOpen(held: Held, error: unknown): Promise<never> {
    await this.payments.settle(held, held.payment.inDoubt(), { type: 'leave_open' });
    throw paymentInDoubt(held.payment, error);
  }

  /** Ruled out for good: a repetition must not begin anew, or a card that never answers would be asked for ever. */
  private async cancelled(held: Held): Promise<never> {
    const cancelled = new PaymentCancelledError(held.payment.facts.orderId);
    await this.payments.settle(held, held.payment.failed(), refused(cancelled));
    throw cancelled;
  }

  /** Certainly not charged. */
  private async fail(held: Held, cause: Error): Promise<never> {
    await this.payments.settle(held, held.payment.failed(), { type: 'forget' });
    throw paymentNotMade(held.payment, cause);
  }
}
