import type { AxiosInstance } from 'axios';
import { z } from 'zod';
import { AppError, DEPENDENCIES, ExternalServiceBadAnswerError, judgeFailure } from '@baluarte/errors';
import { describeAxiosFailure } from '@baluarte/resilience';
import { CardProcessor, ChargeCancelledError, type CardCharge } from '../application/ports/card-processor.js';
import {
  CardDeclinedError,
  InsufficientFundsError,
  InvalidPaymentTokenError,
} from '../domain/payment.errors.js';

const PROCESSOR = DEPENDENCIES.psp;

const charge = z.object({ id: z.string().min(1), idempotency_key: z.string() });
const charges = z.object({ items: z.array(charge) });
const cancellation = z.discriminatedUnion('status', [
  z.object({ status: z.literal('cancelled') }),
  z.object({ status: z.literal('charged'), charge }),
]);
const refusal = z.object({ error: z.object({ code: z.string() }) });

const REFUSALS: Readonly<Record<string, () => Error>> = {
  card_declined: () => new CardDeclinedError({ cause: { service: 'psp', error_code: 'card_declined' } }),
  insufficient_funds: () =>
    new InsufficientFundsError({ cause: { service: 'psp', error_code: 'insufficient_funds' } }),
  invalid_token: () =>
    new InvalidPaymentTokenError({ cause: { service: 'psp', error_code: 'invalid_token' } }),
  cancelled: () => new ChargeCancelledError('the card processor was told never to charge it.'),
};

/** The processor over HTTP, in its own words; 503 and 429 mean there that nothing was done. */
export class PspCardProcessor extends CardProcessor {
  constructor(private readonly http: AxiosInstance) {
    super();
  }

  charge({ key, orderId, amountMinor, currency, paymentToken }: CardCharge): Promise<string> {
    const body = { order_id: orderId, amount_minor: amountMinor, currency, payment_token: paymentToken };
    return this.ask(async () => {
      const { data } = await this.http.post<unknown>('/api/v1/charges', body, {
        headers: { 'Idempotency-Key': key },
      });
      return read(charge, data).id;
    });
  }

  find(key: string, orderId: string): Promise<string | undefined> {
    return this.ask(async () => {
      const { data } = await this.http.get<unknown>('/api/v1/charges', { params: { order_id: orderId } });
      return read(charges, data).items.find((item) => item.idempotency_key === key)?.id;
    });
  }

  cancel(key: string): Promise<string | undefined> {
    return this.ask(async () => {
      const { data } = await this.http.post<unknown>('/api/v1/cancellations', { idempotency_key: key });
      const answer = read(cancellation, data);
      return answer.status === 'charged' ? answer.charge.id : undefined;
    });
  }

  refund(chargeId: string, key: string): Promise<void> {
    return this.ask(async () => {
      await this.http.post(`/api/v1/charges/${chargeId}/refund`, undefined, {
        headers: { 'Idempotency-Key': key },
      });
    });
  }

  private async ask<Result>(call: () => Promise<Result>): Promise<Result> {
    try {
      return await call();
    } catch (error) {
      throw judge(error);
    }
  }
}

function read<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new ExternalServiceBadAnswerError(PROCESSOR, 'psp answered with a body that was not agreed on.', {
    executed: 'unknown',
    context: { cause: { service: PROCESSOR.name } },
  });
}

function judge(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const failure = describeAxiosFailure(error);
  const words = wordsOf(error);
  if (failure.type !== 'answer') return judgeFailure(PROCESSOR, failure, { cause: words });
  const code = refusal.safeParse(failure.body).data?.error.code;
  const known = code !== undefined && failure.status < 500 ? REFUSALS[code] : undefined;
  if (known !== undefined) return known();
  const executed = failure.status === 503 || failure.status === 429 ? 'no' : failure.executed;
  return judgeFailure(
    PROCESSOR,
    { ...failure, ...(executed !== undefined && { executed }) },
    { cause: words },
  );
}

/** The client's error carries the whole request, and with it the card: only its words may reach a log. */
function wordsOf(error: unknown): Error {
  const words = new Error(error instanceof Error ? error.message : String(error));
  if (error instanceof Error && error.stack !== undefined) words.stack = error.stack;
  return words;
}
