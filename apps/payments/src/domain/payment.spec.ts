import fc from 'fast-check';
import { Payment } from './payment.js';
import { IllegalPaymentTransitionError, PaymentNotRefundableError } from './payment.errors.js';
import { mayBecome, PAYMENT_STATES } from './payment-state.js';

const begun = new Payment({
  id: '1',
  orderId: '2',
  amountMinor: 100,
  currency: 'EUR',
  state: 'pending',
  chargeId: null,
  createdAt: new Date(0),
  updatedAt: new Date(0),
});

const EVENTS = {
  charged: (payment: Payment) => payment.charged('ch'),
  declined: (payment: Payment) => payment.declined(),
  failed: (payment: Payment) => payment.failed(),
  unknown: (payment: Payment) => payment.inDoubt(),
  refunded: (payment: Payment) => payment.refunded(),
} as const;

describe('a payment', () => {
  it('follows its transitions whatever happens, and throws at every other one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...(Object.keys(EVENTS) as (keyof typeof EVENTS)[])), { maxLength: 12 }),
        (events) => {
          let payment = begun;
          for (const event of events) {
            if (!mayBecome(payment.facts.state, event)) {
              expect(() => EVENTS[event](payment)).toThrow(IllegalPaymentTransitionError);
              continue;
            }
            payment = EVENTS[event](payment);
            expect(payment.facts.state).toBe(event);
          }
          if (payment.facts.state === 'refunded') expect(payment.facts.chargeId).toBe('ch');
        },
      ),
    );
  });

  it('cannot leave declined, failed or refunded', () => {
    for (const state of ['declined', 'failed', 'refunded'] as const)
      for (const next of PAYMENT_STATES) expect(mayBecome(state, next)).toBe(false);
  });

  it('can only be refunded when it was charged', () => {
    expect(() => begun.requireRefundable()).toThrow(PaymentNotRefundableError);
    expect(() => begun.charged('ch').requireRefundable()).not.toThrow();
    expect(() => begun.charged('ch').refunded().requireRefundable()).toThrow(PaymentNotRefundableError);
  });
});
