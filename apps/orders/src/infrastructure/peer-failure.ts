import type { z } from 'zod';
import {
  AppError,
  ExternalServiceBadAnswerError,
  judgeFailure,
  type CallFailure,
  type Dependency,
  type ErrorContext,
  type ForeignError,
  type JudgeOptions,
} from '@baluarte/errors';
import { causeWithoutRequest, describeCallFailure } from '@baluarte/resilience';

/**
 * The body of a good answer, if it is what was agreed on.
 *
 * @throws ExternalServiceBadAnswerError when it is not: whether the service acted is then not known
 */
export function readAnswer<Schema extends z.ZodType>(
  peer: Dependency,
  schema: Schema,
  body: unknown,
): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const fields = [...new Set(result.error.issues.map(({ path }) => path.join('.') || '(body)'))];
  throw badAnswer(peer, `with a body that was not agreed on: ${fields.join(', ')}`);
}

export function badAnswer(peer: Dependency, detail: string): ExternalServiceBadAnswerError {
  return new ExternalServiceBadAnswerError(peer, `${peer.name} answered ${detail}.`, {
    executed: 'unknown',
    context: { cause: { service: peer.name } },
  });
}

/**
 * The error of ours that a failed call becomes.
 *
 * @param correct may say more exactly than the status can whether the peer acted
 */
export function judgePeer(
  peer: Dependency,
  error: unknown,
  business: NonNullable<JudgeOptions['business']> = {},
  correct: (failure: CallFailure) => CallFailure = (failure) => failure,
): AppError {
  if (error instanceof AppError) return error;
  return judgeFailure(peer, correct(describeCallFailure(error)), {
    business,
    cause: causeWithoutRequest(error),
  });
}

/** Which error of which service ours was before. */
export function causeOf({ service, errorCode }: ForeignError): ErrorContext {
  return { cause: { service, error_code: errorCode } };
}
