/** What can become of a payment. `unknown`: the processor was asked to charge and its answer never came. */
export const PAYMENT_STATES = ['pending', 'charged', 'declined', 'failed', 'unknown', 'refunded'] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

const NEXT: Readonly<Record<PaymentState, readonly PaymentState[]>> = {
  pending: ['charged', 'declined', 'failed', 'unknown'],
  unknown: ['charged', 'declined', 'failed', 'unknown'],
  charged: ['refunded'],
  declined: [],
  failed: [],
  refunded: [],
};

/** Whether a payment may go from one state to another. */
export function mayBecome(from: PaymentState, to: PaymentState): boolean {
  return NEXT[from].includes(to);
}

/** The states from which a payment may come to this one. */
export function statesBefore(to: PaymentState): PaymentState[] {
  return PAYMENT_STATES.filter((from) => mayBecome(from, to));
}
