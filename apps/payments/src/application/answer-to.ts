import type { BusinessError } from '@baluarte/errors';
import { refusalToStore } from '@baluarte/idempotency';
import { paymentView } from './payment-view.js';
import type { KeyDecision } from './ports/payments.js';

/** The payment answers its request. */
export function answered(status: number): KeyDecision {
  return { type: 'answer', answer: (stored) => ({ status, body: paymentView(stored) }) };
}

/** A refusal answers the request and every repetition of it. */
export function refused(refusal: BusinessError): KeyDecision {
  return { type: 'answer', answer: () => refusalToStore(refusal) };
}
