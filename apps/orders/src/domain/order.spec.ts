import fc from 'fast-check';
import { Money } from './money.js';
import { IllegalOrderTransitionError, OrderNotCancellableError } from './order.errors.js';
import { Order } from './order.js';
import { ORDER_TRANSITIONS } from './order-state.js';

const rejection = { code: 'CARD_DECLINED', message: 'The card was declined.', context: {} };

const EVENTS = {
  stockReserved: (order: Order) =>
    order.stockReserved(
      new Map([
        ['P001', Money.of(250, 'EUR')],
        ['P002', Money.of(99, 'EUR')],
      ]),
    ),
  stockRefused: (order: Order) => order.stockRefused(rejection),
  stockNotAsked: (order: Order) => order.stockNotAsked(rejection),
  stockUncertain: (order: Order) => order.stockUncertain(rejection),
  charged: (order: Order) => order.charged('payment-1'),
  chargeRefused: (order: Order) => order.chargeRefused(rejection),
  chargeNotMade: (order: Order) => order.chargeNotMade(rejection),
  chargeUncertain: (order: Order) => order.chargeUncertain(),
  stockConfirmed: (order: Order) => order.stockConfirmed(),
  stockLost: (order: Order) => order.stockLost(rejection),
  cancel: (order: Order) => order.cancel(),
  refunded: (order: Order) => order.refunded(),
  stockReleased: (order: Order) => order.stockReleased(),
};
type Event = keyof typeof EVENTS;

/** The life of an order, written down a second time: where it is > what comes next (> what it will end as). */
const MODEL: Record<string, Partial<Record<Event, string>>> = {
  'pending > reserve_stock': {
    stockReserved: 'stock_reserved > charge_payment',
    stockRefused: 'pending > release_stock > rejected',
    stockNotAsked: 'cancelled',
    stockUncertain: 'pending > release_stock > cancelled',
  },
  'pending > release_stock > rejected': { stockReleased: 'rejected' },
  'pending > release_stock > cancelled': { stockReleased: 'cancelled' },
  'stock_reserved > charge_payment': {
    charged: 'paid > confirm_stock',
    chargeRefused: 'stock_reserved > release_stock > rejected',
    chargeNotMade: 'stock_reserved > release_stock > cancelled',
    chargeUncertain: 'payment_unknown > charge_payment',
  },
  'stock_reserved > release_stock > rejected': { stockReleased: 'rejected' },
  'stock_reserved > release_stock > cancelled': { stockReleased: 'cancelled' },
  'payment_unknown > charge_payment': {
    charged: 'paid > confirm_stock',
    chargeRefused: 'payment_unknown > release_stock > rejected',
    chargeNotMade: 'payment_unknown > release_stock > cancelled',
    chargeUncertain: 'payment_unknown > charge_payment',
  },
  'payment_unknown > release_stock > rejected': { stockReleased: 'rejected' },
  'payment_unknown > release_stock > cancelled': { stockReleased: 'cancelled' },
  'paid > confirm_stock': {
    stockConfirmed: 'confirmed',
    stockLost: 'paid > refund_payment > cancelled',
  },
  'paid > refund_payment > cancelled': { refunded: 'paid > release_stock > cancelled' },
  'paid > release_stock > cancelled': { stockReleased: 'cancelled' },
  confirmed: { cancel: 'confirmed > refund_payment > cancelled' },
  'confirmed > refund_payment > cancelled': {
    cancel: 'confirmed > refund_payment > cancelled',
    refunded: 'confirmed > release_stock > cancelled',
  },
  'confirmed > release_stock > cancelled': {
    cancel: 'confirmed > release_stock > cancelled',
    stockReleased: 'cancelled',
  },
  cancelled: { cancel: 'cancelled' },
  rejected: {},
};

function placed(): Order {
  return Order.place({
    id: 'order-1',
    customerId: 'customer-1',
    lines: [
      { productId: 'P001', quantity: 2 },
      { productId: 'P002', quantity: 1 },
    ],
    deliveryWindow: null,
    createdAt: new Date(0),
  });
}

function where({ facts }: Order): string {
  const ending = facts.nextStep === null ? null : facts.ending;
  return [facts.state, facts.nextStep, ending].filter((part) => part !== null).join(' > ');
}

const anyEvents = fc.array(fc.constantFrom(...(Object.keys(EVENTS) as Event[])), { maxLength: 30 });
/** Half of the events drawn are possible ones, so that long lives are seen too. */
const lives = fc.array(fc.tuple(fc.nat(), fc.boolean()), { maxLength: 30 });

describe('Order', () => {
  it('goes exactly where the model goes, whatever happens to it', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(lives, (choices) => {
        let order = placed();
        for (const [choice, possible] of choices) {
          const here = where(order);
          seen.add(here);
          const names = (possible ? Object.keys(MODEL[here] ?? {}) : Object.keys(EVENTS)) as Event[];
          const event = names[choice % names.length];
          if (event === undefined) continue;
          const expected = MODEL[here]?.[event];
          if (expected === undefined) {
            expect(() => EVENTS[event](order)).toThrow(
              event === 'cancel' ? OrderNotCancellableError : IllegalOrderTransitionError,
            );
          } else {
            order = EVENTS[event](order);
            expect(where(order)).toBe(expected);
          }
        }
      }),
      { numRuns: 3_000 },
    );
    expect([...seen].sort()).toEqual(Object.keys(MODEL).sort());
  });

  it('never makes a move that the table of states does not have', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        let order = placed();
        for (const event of events) {
          const before = order;
          order = afterOrSame(order, event);
          if (order.state !== before.state) expect(ORDER_TRANSITIONS[before.state]).toContain(order.state);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('stays as it is once it is rejected or cancelled', () => {
    fc.assert(
      fc.property(fc.constantFrom('rejected' as const, 'cancelled' as const), anyEvents, (ending, events) => {
        const final =
          ending === 'cancelled'
            ? placed().stockNotAsked(rejection)
            : placed().stockRefused(rejection).stockReleased();
        expect(events.reduce(afterOrSame, final).facts).toEqual(final.facts);
        expect(final.state).toBe(ending);
      }),
    );
  });

  it('leaves confirmed only because its customer cancels', () => {
    const confirmed = EVENTS.stockConfirmed(EVENTS.charged(EVENTS.stockReserved(placed())));
    const withoutCancel = anyEvents.map((events) => events.filter((event) => event !== 'cancel'));
    fc.assert(
      fc.property(withoutCancel, (events) => {
        expect(events.reduce(afterOrSame, confirmed).state).toBe('confirmed');
      }),
    );
  });

  it('is never paid or confirmed without a payment and a total', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const { state, paymentId, total } = events.reduce(afterOrSame, placed()).facts;
        if (state === 'paid' || state === 'confirmed') {
          expect(paymentId).toBe('payment-1');
          expect(total?.equals(Money.of(599, 'EUR'))).toBe(true);
        }
      }),
    );
  });

  it('costs what its pieces cost together', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(100_000), fc.integer({ min: 1, max: 1_000 })), {
          minLength: 1,
          maxLength: 50,
        }),
        (pieces) => {
          const lines = pieces.map(([, quantity], index) => ({ productId: `P${index}`, quantity }));
          const prices = new Map(pieces.map(([price], index) => [`P${index}`, Money.of(price, 'EUR')]));
          const order = Order.place({
            id: 'o',
            customerId: 'c',
            lines,
            deliveryWindow: null,
            createdAt: new Date(0),
          });
          const total = pieces.reduce((sum, [price, quantity]) => sum + price * quantity, 0);
          expect(order.stockReserved(prices).facts.total?.minor).toBe(total);
        },
      ),
    );
  });
});

function afterOrSame(order: Order, event: Event): Order {
  try {
    return EVENTS[event](order);
  } catch (error) {
    expect(error).toBeInstanceOf(event === 'cancel' ? OrderNotCancellableError : IllegalOrderTransitionError);
    return order;
  }
}
