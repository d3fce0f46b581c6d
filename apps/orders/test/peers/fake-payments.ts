import { randomUUID } from 'node:crypto';
import { errorBody, FakePeer, type PeerAnswer, type PeerRequest } from './fake-peer.js';

interface ChargeBody {
  readonly order_id: string;
  readonly amount_minor: number;
  readonly currency: string;
  readonly payment_token: string;
}

export interface Payment {
  readonly id: string;
  readonly orderId: string;
  readonly amountMinor: number;
  state: 'charged' | 'refunded';
}

const REFUND = /^\/payments\/([^/]+)\/refund$/;

/** A payment service that writes down every charge it really makes, and every refund. */
export class FakePayments extends FakePeer {
  /** Every charge, in order; a second one for an order would be here twice. */
  readonly charges: Payment[] = [];
  readonly refunds: string[] = [];
  readonly #answers = new Map<string, { readonly body: string; readonly answer: PeerAnswer }>();

  chargesOf(orderId: string): readonly Payment[] {
    return this.charges.filter((payment) => payment.orderId === orderId);
  }

  protected act({ method, path, headers, body }: PeerRequest): PeerAnswer {
    const key = headers['idempotency-key'];
    if (typeof key !== 'string' || key === '')
      return { status: 400, body: errorBody('IDEMPOTENCY_KEY_REQUIRED', 'No key.') };
    const known = this.#answers.get(key);
    if (known !== undefined && known.body !== JSON.stringify(body))
      return { status: 422, body: errorBody('IDEMPOTENCY_KEY_REUSED', 'Another body.') };
    if (known !== undefined) return known.answer;
    const answer = this.#first(method, path, body);
    if (answer.status < 500) this.#answers.set(key, { body: JSON.stringify(body), answer });
    return answer;
  }

  #first(method: string, path: string, body: unknown): PeerAnswer {
    if (method === 'POST' && path === '/payments') return this.#charge(body as ChargeBody);
    const [, paymentId] = REFUND.exec(path) ?? [];
    if (method === 'POST' && paymentId !== undefined) return this.#refund(paymentId);
    return { status: 404, body: errorBody('ROUTE_NOT_FOUND', `No ${method} ${path}.`) };
  }

  #charge({ order_id, amount_minor, currency, payment_token }: ChargeBody): PeerAnswer {
    if (payment_token === 'tok_declined')
      return { status: 402, body: errorBody('CARD_DECLINED', 'The card was declined.', { order_id }) };
    if (payment_token === 'tok_insufficient_funds')
      return { status: 402, body: errorBody('INSUFFICIENT_FUNDS', 'Too little.', { order_id }) };
    if (payment_token === 'tok_down')
      return { status: 503, body: errorBody('CARD_PROCESSOR_UNAVAILABLE', 'Down.', { executed: 'no' }) };
    if (payment_token === 'tok_given_up')
      return { status: 409, body: errorBody('PAYMENT_CANCELLED', 'Given up.', { order_id }) };
    const payment: Payment = {
      id: randomUUID(),
      orderId: order_id,
      amountMinor: amount_minor,
      state: 'charged',
    };
    this.charges.push(payment);
    return { status: 201, body: paymentBody(payment, currency) };
  }

  #refund(paymentId: string): PeerAnswer {
    const payment = this.charges.find(({ id }) => id === paymentId);
    if (payment === undefined)
      return { status: 404, body: errorBody('PAYMENT_NOT_FOUND', 'No such payment.') };
    payment.state = 'refunded';
    this.refunds.push(payment.orderId);
    return { status: 200, body: paymentBody(payment, 'EUR') };
  }
}

function paymentBody({ id, orderId, amountMinor, state }: Payment, currency: string): unknown {
  const at = '2026-01-01T00:00:00.000Z';
  return {
    id,
    order_id: orderId,
    amount_minor: amountMinor,
    currency,
    state,
    created_at: at,
    updated_at: at,
  };
}
