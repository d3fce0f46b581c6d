import { z } from 'zod';
import {
  DEPENDENCIES,
  ExternalServiceError,
  type AppError,
  type CallFailure,
  type ForeignError,
} from '@baluarte/errors';
import { PaymentNotMadeError } from '../application/ports/payments.js';
import {
  CardDeclinedError,
  InsufficientFundsError,
  InvalidPaymentTokenError,
} from '../domain/payment.errors.js';
import { causeOf, judgePeer } from './peer-failure.js';

const PEER = DEPENDENCIES.payments;

const errorBody = z.object({
  error_code: z.string().optional(),
  context: z.object({ executed: z.string().optional() }).optional(),
});

/** What a failed charge means: a refusal, a payment that was not made for certain, or doubt. */
export function judgeCharge(error: unknown, orderId: string): AppError {
  let saidNotMade = false;
  const business = {
    CARD_DECLINED: (foreign: ForeignError) => new CardDeclinedError(orderId, causeOf(foreign)),
    INSUFFICIENT_FUNDS: (foreign: ForeignError) => new InsufficientFundsError(orderId, causeOf(foreign)),
    INVALID_PAYMENT_TOKEN: (foreign: ForeignError) => new InvalidPaymentTokenError(orderId, causeOf(foreign)),
  };
  const judged = judgePeer(PEER, error, business, (failure) => {
    saidNotMade = saysNotMade(failure);
    return doubtConflicts(failure);
  });
  if (!saidNotMade || !(judged instanceof ExternalServiceError)) return judged;
  const { message, context, cause, retryAfterSeconds } = judged;
  return new PaymentNotMadeError(PEER, message, {
    executed: 'no',
    context,
    cause,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
}

/** Only a whole answer of the payment service speaks of the payment; a lost connection speaks of one call. */
function saysNotMade(failure: CallFailure): boolean {
  if (failure.type !== 'answer') return false;
  if (wasGivenUp(failure)) return true;
  if (failure.status < 500 || failure.executed === 'unknown') return false;
  return wordsOf(failure.body).context?.executed === 'no';
}

/** A conflict means that there is a payment already, or that one is being made at this moment. */
function doubtConflicts(failure: CallFailure): CallFailure {
  if (failure.type !== 'answer' || wasGivenUp(failure)) return failure;
  const conflict = failure.status === 409 || wordsOf(failure.body).error_code === 'IDEMPOTENCY_KEY_REUSED';
  return conflict ? { ...failure, executed: 'unknown' } : failure;
}

/** The payment service had the charge ruled out for good. */
function wasGivenUp({ body }: { readonly body: unknown }): boolean {
  return wordsOf(body).error_code === 'PAYMENT_CANCELLED';
}

function wordsOf(body: unknown): z.output<typeof errorBody> {
  return errorBody.safeParse(body).data ?? {};
}
