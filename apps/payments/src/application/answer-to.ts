import { KINDS, standardCatalogue, type AppError } from '@baluarte/errors';
import type { Payment } from '../domain/payment.js';
import { paymentView } from './payment-view.js';
import type { KeyDecision } from './ports/payments.js';

/** The payment answers its request. */
export function answered(status: number): KeyDecision {
  return { type: 'answer', answer: (stored: Payment) => ({ status, body: paymentView(stored) }) };
}

/** A refusal answers the request and every repetition of it. */
export function refused({ code, kind, message, context }: AppError): KeyDecision {
  const status = standardCatalogue.get(code)?.status ?? KINDS[kind].status;
  return { type: 'answer', answer: () => ({ status, body: { error_code: code, message, context } }) };
}
