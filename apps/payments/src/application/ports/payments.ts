import type { Claim, StoredAnswer } from '@baluarte/idempotency';
import type { Payment } from '../../domain/payment.js';

export interface NewPayment {
  readonly orderId: string;
  readonly amountMinor: number;
  readonly currency: string;
}

/** One request among those with the same Idempotency-Key. */
export interface Request {
  readonly key: string;
  readonly fingerprint: string;
}

/** A request that got its key, with the payment it is about. */
export interface Held {
  readonly key: string;
  readonly holder: string;
  /** Which of the requests with this key it is; one that was taken over stores nothing any more. */
  readonly fence: number;
  readonly payment: Payment;
  /** An earlier request with the same key got no answer, so the processor may have acted already. */
  readonly resumed: boolean;
  /** How long ago the payment was begun, ms. */
  readonly ageMs: number;
}

export type Beginning =
  { readonly type: 'held'; readonly held: Held } | Extract<Claim, { type: 'replay' | 'in_progress' }>;

/** What to do with the key of a request once its payment is stored. */
export type KeyDecision =
  /** Answers it and every repetition of it, with the payment as it is stored. */
  | { readonly type: 'answer'; readonly answer: (stored: Payment) => StoredAnswer }
  /** A repetition begins anew: nothing was done. */
  | { readonly type: 'forget' }
  /** A repetition goes on with the same payment. */
  | { readonly type: 'leave_open' };

/** A payment that nobody looks after. */
export interface OpenPayment {
  readonly payment: Payment;
  /** How long ago it was begun, ms. */
  readonly ageMs: number;
  /** The `traceparent` of the request that began it. */
  readonly trace: string | null;
}

/** The payments, each change stored together with what it means for the request that asked for it. */
export abstract class Payments {
  /** @throws PaymentNotFoundError */
  abstract get(paymentId: string): Promise<Payment>;

  /**
   * Claims the key and stores the new payment as pending, together or not at all.
   *
   * @throws PaymentConflictError, IdempotencyKeyReusedError
   */
  abstract begin(request: Request, payment: NewPayment): Promise<Beginning>;

  /**
   * Claims the key and notes that the payment is to be refunded, together or not at all.
   *
   * @throws PaymentNotFoundError, PaymentNotRefundableError, IdempotencyKeyReusedError
   */
  abstract beginRefund(request: Request, paymentId: string): Promise<Beginning>;

  /**
   * Stores what a payment became, and what that means for the key. If somebody else settled it otherwise,
   * that stays.
   *
   * @returns the payment as it is stored
   * @throws ClaimLostError when another request has taken the key over; nothing is stored then
   */
  abstract settle(held: Held, payment: Payment, decision: KeyDecision): Promise<Payment>;

  /** The same for a refund. */
  abstract settleRefund(held: Held, payment: Payment, decision: KeyDecision): Promise<Payment>;

  /** Open payments and refunds that nobody has looked after for a while; no two callers get the same one. */
  abstract takeOpen(limit: number): Promise<readonly OpenPayment[]>;

  /** Stores what a worker found out, with what it means for the key, unless somebody else settled it first. */
  abstract resolve(payment: Payment, decision: KeyDecision): Promise<void>;
}
