import {
  DEPENDENCIES,
  ExternalServiceTimeoutError,
  ExternalServiceUnavailableError,
  type Executed,
} from '@baluarte/errors';
import { Money } from '../domain/money.js';
import { Order } from '../domain/order.js';
import { PaymentToken } from '../domain/payment-token.js';
import { CardDeclinedError } from '../domain/payment.errors.js';
import { InsufficientStockError, ReservationLostError } from '../domain/stock.errors.js';
import { PaymentNotMadeError, Payments } from './ports/payments.js';
import type { HeldOrder } from './ports/saga-journal.js';
import { Stock } from './ports/stock.js';
import { SagaSteps } from './saga-steps.js';

const prices = new Map([['P001', Money.of(250, 'EUR')]]);
const rejection = { code: 'ORDER_CANCELLED', message: 'It was cancelled.', context: {} };

const pending = Order.place({
  id: 'order-1',
  customerId: 'customer-1',
  lines: [{ productId: 'P001', quantity: 2 }],
  deliveryWindow: null,
  createdAt: new Date(0),
});
const reserved = pending.stockReserved(prices);
const unknown = reserved.chargeUncertain();
const paid = reserved.charged('payment-1');
const refunding = paid.stockLost(rejection);
const releasing = refunding.refunded();

const unavailable = (executed: Executed) =>
  new ExternalServiceUnavailableError(DEPENDENCIES.payments, 'It is down.', { executed });
const timeout = new ExternalServiceTimeoutError(DEPENDENCIES.stock, 'Too slow.', { executed: 'unknown' });
const notMade = new PaymentNotMadeError(DEPENDENCIES.payments, 'It was not made.', { executed: 'no' });

/** Services of which every call ends in the same way. */
function steps(error?: Error): SagaSteps {
  const end = async <Value>(value: Value): Promise<Value> => {
    if (error !== undefined) throw error;
    return value;
  };
  class OneStock extends Stock {
    reserve = () => end(prices);
    confirm = () => end(undefined);
    release = () => end(undefined);
  }
  class OnePayments extends Payments {
    charge = () => end('payment-1');
    refund = () => end(undefined);
  }
  return new SagaSteps(new OneStock(), new OnePayments());
}

function held(order: Order, resumed = false): HeldOrder {
  const lease = { fence: resumed ? 2 : 1, resumed, signal: new AbortController().signal };
  return { order, lease, paymentToken: new PaymentToken('tok_visa'), claim: null, trace: null };
}

async function after(order: Order, error?: Error, resumed = false): Promise<string> {
  const outcome = await steps(error).perform(held(order, resumed));
  const { state, nextStep, ending } = outcome.order.facts;
  const way = [state, nextStep, nextStep && ending].filter(Boolean).join(' > ');
  return outcome.postponed ? `${way} (later)` : way;
}

describe('SagaSteps', () => {
  it('goes from step to step when every service does as it is asked', async () => {
    expect(await after(pending)).toBe('stock_reserved > charge_payment');
    expect(await after(reserved)).toBe('paid > confirm_stock');
    expect(await after(unknown)).toBe('paid > confirm_stock');
    expect(await after(paid)).toBe('confirmed');
    expect(await after(refunding)).toBe('paid > release_stock > cancelled');
    expect(await after(releasing)).toBe('cancelled');
  });

  it('undoes nothing when the stock service was certainly never asked', async () => {
    expect(await after(pending, unavailable('no'))).toBe('cancelled');
  });

  it.each([
    ['the answer is missing', timeout, false],
    ['an earlier holder may have asked', unavailable('no'), true],
  ])('releases stock that may be held because %s', async (_why, error, resumed) => {
    expect(await after(pending, error, resumed)).toBe('pending > release_stock > cancelled');
  });

  it('rejects an order for which there is no stock', async () => {
    const error = new InsufficientStockError({ productId: 'P001', requested: 2, available: 1 });
    expect(await after(pending, error)).toBe('pending > release_stock > rejected');
  });

  it('rejects an order whose card is declined, and releases its stock', async () => {
    const error = new CardDeclinedError('order-1');
    expect(await after(reserved, error)).toBe('stock_reserved > release_stock > rejected');
    expect(await after(unknown, error, true)).toBe('payment_unknown > release_stock > rejected');
  });

  it('cancels when the only charge ever asked for was certainly not made', async () => {
    expect(await after(reserved, unavailable('no'))).toBe('stock_reserved > release_stock > cancelled');
  });

  it.each([
    ['the first answer is missing', reserved, unavailable('unknown'), false],
    ['an earlier holder may have charged', reserved, unavailable('no'), true],
    ['an earlier charge is in doubt', unknown, unavailable('no'), true],
    ['it is in doubt still', unknown, unavailable('unknown'), true],
  ])('keeps stock and asks again later when %s', async (_why, order, error, resumed) => {
    expect(await after(order, error, resumed)).toBe('payment_unknown > charge_payment (later)');
  });

  it('cancels an order in doubt only when the payment service says that no payment was made', async () => {
    expect(await after(unknown, notMade, true)).toBe('payment_unknown > release_stock > cancelled');
    expect(await after(reserved, notMade, true)).toBe('stock_reserved > release_stock > cancelled');
  });

  it('tells the customer of an accepted order that it was cancelled, not that a service was down', async () => {
    const outcome = await steps(notMade).perform(held(unknown, true));
    expect(outcome.order.facts.rejection?.code).toBe('ORDER_CANCELLED');
  });

  it('never gives up a paid order because the stock service is down', async () => {
    expect(await after(paid, timeout)).toBe('paid > confirm_stock (later)');
  });

  it('gives the money back when the paid pieces are gone', async () => {
    expect(await after(paid, new ReservationLostError('order-1'))).toBe('paid > refund_payment > cancelled');
  });

  it('goes on trying to undo what must be undone', async () => {
    expect(await after(refunding, unavailable('unknown'))).toBe('paid > refund_payment > cancelled (later)');
    expect(await after(releasing, timeout)).toBe('paid > release_stock > cancelled (later)');
  });

  it.each([pending, reserved, paid, refunding, releasing])(
    'has no opinion about a bug, which is thrown on',
    async (order) => {
      await expect(after(order, new TypeError('a bug'))).rejects.toThrow('a bug');
    },
  );
});
