import type { AxiosInstance } from 'axios';
import { z } from 'zod';
import { CardProcessor, type CardCharge } from '../application/ports/card-processor.js';
import { badAnswer, judgeProcessor, readAnswer } from './processor-failure.js';

const charge = z.object({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  idempotency_key: z.string(),
  amount_minor: z.int(),
  currency: z.string(),
  status: z.enum(['approved', 'refunded']),
});
const charges = z.object({ items: z.array(charge) });
const cancellation = z.discriminatedUnion('status', [
  z.object({ status: z.literal('cancelled') }),
  z.object({ status: z.literal('charged'), charge }),
]);

/** The processor over HTTP, in its own words. */
export class PspCardProcessor extends CardProcessor {
  /**
   * @param charging has a circuit of its own
   * @param books for everything else: what became of a charge must be found out although charging fails
   */
  constructor(
    private readonly charging: AxiosInstance,
    private readonly books: AxiosInstance,
  ) {
    super();
  }

  async charge({ key, orderId, amountMinor, currency, paymentToken }: CardCharge): Promise<string> {
    const body = { order_id: orderId, amount_minor: amountMinor, currency, payment_token: paymentToken };
    const headers = { 'Idempotency-Key': key };
    const made = readAnswer(
      charge,
      await this.ask(() => this.charging.post('/api/v1/charges', body, { operation: 'charge', headers })),
    );
    const isOurs =
      made.idempotency_key === key && made.amount_minor === amountMinor && made.currency === currency;
    if (!isOurs) throw badAnswer('with a charge that was not asked for');
    return made.id;
  }

  async find(key: string, orderId: string): Promise<string | undefined> {
    const params = { order_id: orderId };
    const { items } = readAnswer(
      charges,
      await this.ask(() => this.books.get('/api/v1/charges', { operation: 'find', params })),
    );
    return items.find((item) => item.idempotency_key === key)?.id;
  }

  async cancel(key: string): Promise<string | undefined> {
    const body = { idempotency_key: key };
    const answer = readAnswer(
      cancellation,
      await this.ask(() =>
        this.books.post('/api/v1/cancellations', body, { operation: 'cancel', repeatable: true }),
      ),
    );
    return answer.status === 'charged' ? answer.charge.id : undefined;
  }

  async refund(chargeId: string, key: string): Promise<void> {
    const headers = { 'Idempotency-Key': key };
    const answer = await this.ask(() =>
      this.books.post(`/api/v1/charges/${chargeId}/refund`, {}, { operation: 'refund', headers }),
    );
    const { status } = readAnswer(charge, answer);
    if (status !== 'refunded') throw badAnswer(`that the charge is ${status}`);
  }

  private async ask(call: () => Promise<{ readonly data: unknown }>): Promise<unknown> {
    try {
      return (await call()).data;
    } catch (error) {
      throw judgeProcessor(error);
    }
  }
}
