/** What an order is to its customer. */
export const ORDER_STATES = [
  'pending',
  'stock_reserved',
  'payment_unknown',
  'paid',
  'confirmed',
  'rejected',
  'cancelled',
] as const;

export type OrderState = (typeof ORDER_STATES)[number];

/** The states an order may come to from each; a confirmed order leaves it only if its customer cancels. */
export const ORDER_TRANSITIONS: Readonly<Record<OrderState, readonly OrderState[]>> = {
  pending: ['stock_reserved', 'rejected', 'cancelled'],
  stock_reserved: ['paid', 'payment_unknown', 'rejected', 'cancelled'],
  payment_unknown: ['paid', 'rejected', 'cancelled'],
  paid: ['confirmed', 'cancelled'],
  confirmed: ['cancelled'],
  rejected: [],
  cancelled: [],
};

/** What is to be done next for an order; stored before it is begun, so that a crash cannot forget it. */
export const SAGA_STEPS = [
  'reserve_stock',
  'charge_payment',
  'confirm_stock',
  'refund_payment',
  'release_stock',
] as const;

export type SagaStep = (typeof SAGA_STEPS)[number];
