import { Injectable } from '@nestjs/common';
import {
  BusinessError,
  DEPENDENCIES,
  ExternalServiceError,
  ExternalServiceUnavailableError,
  type AppError,
} from '@baluarte/errors';
import { RequestInProgressError, type StoredAnswer } from '@baluarte/idempotency';
import type { Payment } from '../domain/payment.js';
import { answered, refused } from './answer-to.js';
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

  async execute(request: PaymentRequest): Promise<MadePayment> {
    const beginning = await this.payments.begin(request, request);
    if (beginning.type === 'in_progress') throw new RequestInProgressError(beginning.retryAfterSeconds);
    if (beginning.type === 'replay') return beginning;
    return { type: 'made', payment: await this.charge(beginning.held, request.paymentToken) };
  }

  private async charge(held: Held, paymentToken: string): Promise<Payment> {
    const { facts, processorKey } = held.payment;
    try {
      const earlier = held.resumed ? await this.processor.find(processorKey, facts.orderId) : undefined;
      const chargeId =
        earlier ?? (await this.processor.charge({ ...facts, key: processorKey, paymentToken }));
      const payment = held.payment.charged(chargeId);
      return await this.payments.settle(held, payment, answered(201));
    } catch (error) {
      return this.notCharged(held, error);
    }
  }

  private async notCharged(held: Held, error: unknown): Promise<Payment> {
    if (error instanceof ChargeCancelledError) return this.fail(held, error);
    if (error instanceof BusinessError) {
      await this.payments.settle(held, held.payment.declined(), refused(error));
      throw error;
    }
    if (!(error instanceof ExternalServiceError)) throw error;
    if (error.executed === 'no' && !held.resumed) return this.fail(held, error);
    return this.doubt(held, error);
  }

  /** An earlier or this request may have charged. When that has lasted too long the processor is asked to rule it out. */
  private async doubt(held: Held, error: AppError): Promise<Payment> {
    if (!this.resolution.isOverdue(held.ageMs)) {
      await this.payments.settle(held, held.payment.inDoubt(), { type: 'leave_open' });
      throw error;
    }
    const chargeId = await this.processor.cancel(held.payment.processorKey);
    if (chargeId === undefined) return this.fail(held, error);
    const payment = held.payment.charged(chargeId);
    return this.payments.settle(held, payment, answered(201));
  }

  /** Certainly not charged. */
  private async fail(held: Held, cause: Error): Promise<never> {
    await this.payments.settle(held, held.payment.failed(), { type: 'forget' });
    throw new ExternalServiceUnavailableError(
      DEPENDENCIES.psp,
      `The payment was not made: ${cause.message}`,
      {
        executed: 'no',
        cause,
        context: { cause: { service: 'psp' }, executed: 'no' },
        ...(cause instanceof ExternalServiceError &&
          cause.retryAfterSeconds !== undefined && { retryAfterSeconds: cause.retryAfterSeconds }),
      },
    );
  }
}
