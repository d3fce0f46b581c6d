import { z } from 'zod';
import {
  DEPENDENCIES,
  ExternalServiceBadAnswerError,
  judgeFailure,
  type CallFailure,
} from '@baluarte/errors';
import { causeWithoutRequest, describeCallFailure } from '@baluarte/resilience';
import { ChargeCancelledError } from '../application/ports/card-processor.js';
import {
  CardDeclinedError,
  InsufficientFundsError,
  InvalidPaymentTokenError,
} from '../domain/payment.errors.js';

const PROCESSOR = DEPENDENCIES.psp;

const refusal = z.object({ error: z.object({ code: z.string() }) });

/** The processor's codes that mean something to us. */
const REFUSALS: Readonly<Record<string, (code: string) => Error>> = {
  card_declined: (code) => new CardDeclinedError(causedBy(code)),
  insufficient_funds: (code) => new InsufficientFundsError(causedBy(code)),
  invalid_token: (code) => new InvalidPaymentTokenError(causedBy(code)),
  cancelled: () => new ChargeCancelledError('the card processor was told never to charge it.'),
};

const NOTHING_DONE = new Set([429, 503]);

/** Whether the processor says that nothing was done, in a way that may be relied on. */
export function saysNotExecuted({ status }: { readonly status: number }): boolean {
  return NOTHING_DONE.has(status);
}

/** What a failed call of the processor means to us. */
export function judgeProcessor(error: unknown): unknown {
  const failure = doubtful(describeCallFailure(error));
  const cause = causeWithoutRequest(error);
  if (failure.type !== 'answer') return judgeFailure(PROCESSOR, failure, { cause });
  const code = refusal.safeParse(failure.body).data?.error.code;
  const known = code !== undefined && failure.status < 500 ? REFUSALS[code] : undefined;
  if (code !== undefined && known !== undefined) return known(code);
  return judgeFailure(PROCESSOR, failure, { cause });
}

/** Corrects what the transport alone cannot know: after which failures the processor may have acted. */
function doubtful(failure: CallFailure): CallFailure {
  if (failure.type === 'answer' && failure.executed !== 'unknown' && saysNotExecuted(failure))
    return { ...failure, executed: 'no' };
  // A conflict over our own key means that there may be a charge with it.
  if (failure.type === 'answer' && failure.status === 409) return { ...failure, executed: 'unknown' };
  if (failure.type === 'no_answer' && failure.reason === 'reset' && failure.executed === 'unknown')
    return { type: 'invalid_answer', detail: 'by breaking the connection off', executed: 'unknown' };
  return failure;
}

/**
 * The body of a good answer, if it is what was agreed on.
 *
 * @throws ExternalServiceBadAnswerError when it is not: whether the processor acted is then not known
 */
export function readAnswer<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const fields = [...new Set(result.error.issues.map(({ path }) => path.join('.') || '(body)'))];
  throw badAnswer(`with a body that was not agreed on: ${fields.join(', ')}`);
}

export function badAnswer(detail: string): ExternalServiceBadAnswerError {
  return new ExternalServiceBadAnswerError(PROCESSOR, `${PROCESSOR.name} answered ${detail}.`, {
    executed: 'unknown',
    context: { cause: { service: PROCESSOR.name } },
  });
}

function causedBy(code: string) {
  return { cause: { service: PROCESSOR.name, error_code: code } };
}
