import type { AxiosInstance } from 'axios';
import { z } from 'zod';
import { DEPENDENCIES } from '@baluarte/errors';
import { Payments, type Charge } from '../application/ports/payments.js';
import { judgeCharge } from './charge-judgement.js';
import { badAnswer, judgePeer, readAnswer } from './peer-failure.js';

const PEER = DEPENDENCIES.payments;

const payment = z.object({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  order_id: z.string(),
  amount_minor: z.int(),
  currency: z.string(),
  state: z.string(),
});

/** The payment service over HTTP. Keys are made from the order, so that every repetition has the same one. */
export class HttpPayments extends Payments {
  constructor(private readonly http: AxiosInstance) {
    super();
  }

  async charge({ orderId, total, paymentToken }: Charge, signal: AbortSignal): Promise<string> {
    const body = { order_id: orderId, amount_minor: total.minor, currency: total.currency };
    try {
      const { data } = await this.http.post<unknown>(
        '/api/v1/payments',
        { ...body, payment_token: paymentToken.reveal() },
        { operation: 'charge', signal, headers: { 'Idempotency-Key': `order-${orderId}-charge` } },
      );
      const made = readAnswer(PEER, payment, data);
      const isOurs =
        made.order_id === orderId && made.amount_minor === total.minor && made.currency === total.currency;
      if (!isOurs || made.state !== 'charged') throw badAnswer(PEER, 'with a payment that was not asked for');
      return made.id;
    } catch (error) {
      throw judgeCharge(error, orderId);
    }
  }

  async refund(orderId: string, paymentId: string, signal: AbortSignal): Promise<void> {
    try {
      const { data } = await this.http.post<unknown>(`/api/v1/payments/${paymentId}/refund`, undefined, {
        operation: 'refund',
        signal,
        headers: { 'Idempotency-Key': `order-${orderId}-refund` },
      });
      const { state } = readAnswer(PEER, payment, data);
      if (state !== 'refunded') throw badAnswer(PEER, `that the payment is ${state}`);
    } catch (error) {
      throw judgePeer(PEER, error);
    }
  }
}
