import {
  DEPENDENCIES,
  ExternalServiceError,
  ExternalServiceTimeoutError,
  ExternalServiceUnavailableError,
} from '@baluarte/errors';
import type { Payment } from '../domain/payment.js';

const PROCESSOR = DEPENDENCIES.psp;

/** Nothing was charged, for certain: whoever asked may give up or try again. */
export function paymentNotMade({ facts }: Payment, cause: Error): ExternalServiceError {
  const retryAfterSeconds = cause instanceof ExternalServiceError ? cause.retryAfterSeconds : undefined;
  return new ExternalServiceUnavailableError(
    PROCESSOR,
    `Payment ${facts.id} was not made: ${cause.message}`,
    {
      executed: 'no',
      cause,
      context: { ...contextOf(cause), executed: 'no' },
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    },
  );
}

/**
 * The payment may have been made. That the processor could not be asked this time says nothing of the
 * charge, so it must not look as if nothing had been done.
 */
export function paymentInDoubt({ facts }: Payment, cause: unknown): unknown {
  if (!(cause instanceof ExternalServiceError) || cause.executed === 'unknown') return cause;
  return new ExternalServiceTimeoutError(
    PROCESSOR,
    `Whether payment ${facts.id} was made is still not known: ${cause.message}`,
    { executed: 'unknown', cause, context: contextOf(cause) },
  );
}

function contextOf(cause: Error): Readonly<Record<string, unknown>> {
  const known = cause instanceof ExternalServiceError ? cause.context['cause'] : undefined;
  return { cause: known ?? { service: PROCESSOR.name } };
}
