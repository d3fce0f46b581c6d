import { refusalToStore, type StoredAnswer } from '@baluarte/idempotency';
import { OrderRejectedError } from '../domain/order.errors.js';
import type { Order } from '../domain/order.js';
import { isWorthAnotherTry } from '../domain/rejection.js';
import { orderView } from './order-view.js';

/** What becomes of the idempotency record of the request that placed an order. */
export type AnswerDecision =
  /** It answers every repetition of the request from now on. */
  | { readonly type: 'answered'; readonly answer: StoredAnswer }
  /** It is forgotten, so that the same request may be tried again. */
  | { readonly type: 'forgotten' }
  /** It stays what it is. */
  | { readonly type: 'unchanged' };

const CREATED = 201;
const ACCEPTED = 202;

/** How a repetition of the request that placed an order is to be answered, now that nobody drives it. */
export function answerTo(order: Order): AnswerDecision {
  const { state, rejection } = order.facts;
  if (rejection !== null)
    return isWorthAnotherTry(rejection)
      ? { type: 'forgotten' }
      : answered(refusalToStore(new OrderRejectedError(rejection)));
  if (state === 'paid' || state === 'payment_unknown')
    return answered({ status: ACCEPTED, body: orderView(order) });
  if (state === 'confirmed' && order.isFinal) return answered({ status: CREATED, body: orderView(order) });
  return { type: 'unchanged' };
}

function answered(answer: StoredAnswer): AnswerDecision {
  return { type: 'answered', answer };
}
