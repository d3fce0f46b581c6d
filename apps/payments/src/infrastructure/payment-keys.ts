import { IdempotencyStore } from '@baluarte/idempotency';
import type { Queryable } from '@baluarte/persistence';
import type { KeyDecision } from '../application/ports/payments.js';
import type { Payment } from '../domain/payment.js';

/** Which key is decided on; without a holder, whoever holds it. */
export interface DecidedKey {
  readonly key: string;
  readonly holder?: string;
}

/** The keys of the two operations, which never meet. */
export class PaymentKeys {
  readonly payments: IdempotencyStore;
  readonly refunds: IdempotencyStore;

  /** @param leaseMs how long a request may take before another one with its key takes over */
  constructor(leaseMs: number) {
    this.payments = new IdempotencyStore({ scope: 'make_payment', leaseMs });
    this.refunds = new IdempotencyStore({ scope: 'refund_payment', leaseMs });
  }
}

/** Does with a key what was decided, in the transaction that stores the payment. */
export async function decide(
  keys: IdempotencyStore,
  transaction: Queryable,
  { key, holder }: DecidedKey,
  { decision, stored }: { readonly decision: KeyDecision; readonly stored: Payment },
): Promise<void> {
  if (decision.type === 'answer') await keys.complete(transaction, key, decision.answer(stored), holder);
  else if (decision.type === 'forget') await keys.release(transaction, key, holder);
  else if (holder !== undefined) await keys.yield(transaction, key, holder);
}
