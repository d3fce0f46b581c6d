import { IllegalPaymentTransitionError, PaymentNotRefundableError } from './payment.errors.js';
import { mayBecome, type PaymentState } from './payment-state.js';

export interface PaymentFacts {
  readonly id: string;
  readonly orderId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly state: PaymentState;
  /** The processor's own id of the charge, once there is one. */
  readonly chargeId: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** One attempt to be paid for an order; immutable. */
export class Payment {
  constructor(readonly facts: PaymentFacts) {}

  /** The key under which the processor knows this payment, the same at every repetition. */
  get processorKey(): string {
    return `payment-${this.facts.id}`;
  }

  get isOpen(): boolean {
    return this.facts.state === 'pending' || this.facts.state === 'unknown';
  }

  /** The money was taken, whether or not it was given back later. */
  get isPaid(): boolean {
    return this.facts.state === 'charged' || this.facts.state === 'refunded';
  }

  charged(chargeId: string): Payment {
    return this.become('charged', { chargeId });
  }

  declined(): Payment {
    return this.become('declined');
  }

  failed(): Payment {
    return this.become('failed');
  }

  inDoubt(): Payment {
    return this.become('unknown');
  }

  refunded(): Payment {
    return this.become('refunded');
  }

  /** @throws PaymentNotRefundableError unless it is charged */
  requireRefundable(): void {
    if (this.facts.state !== 'charged') throw new PaymentNotRefundableError(this.facts.id, this.facts.state);
  }

  private become(state: PaymentState, change: Partial<PaymentFacts> = {}): Payment {
    if (!mayBecome(this.facts.state, state)) throw new IllegalPaymentTransitionError(this.facts.state, state);
    return new Payment({ ...this.facts, ...change, state });
  }
}
