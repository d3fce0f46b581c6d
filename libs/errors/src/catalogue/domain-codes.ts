import type { CatalogueRow } from './catalogue-entry.js';

const ORDER_ID = '0198c2f0-5b7e-7c3a-9d44-1f2e3a4b5c6d';

/** What the business says no to. */
export const DOMAIN_CODES = {
  ORDER_NOT_FOUND: {
    kind: 'not_found',
    title: 'The order does not exist',
    explanation: 'No order has this id. Check the id.',
    message: `Order ${ORDER_ID} does not exist.`,
    exampleContext: { order_id: ORDER_ID },
  },
  CUSTOMER_NOT_FOUND: {
    kind: 'not_found',
    title: 'The customer does not exist',
    explanation: 'No customer has this id. Create the customer first with POST /customers.',
    message: `Customer ${ORDER_ID} does not exist.`,
    exampleContext: { customer_id: ORDER_ID },
  },
  PAYMENT_NOT_FOUND: {
    kind: 'not_found',
    title: 'The payment does not exist',
    explanation: 'No payment has this id. Check the id.',
    message: `Payment ${ORDER_ID} does not exist.`,
    exampleContext: { payment_id: ORDER_ID },
  },
  PRODUCT_NOT_FOUND: {
    kind: 'not_found',
    title: 'The product does not exist',
    explanation: 'The catalogue has no such product. GET /products lists what there is.',
    message: 'Product P999 does not exist.',
    exampleContext: { product_id: 'P999' },
  },
  RESERVATION_NOT_FOUND: {
    kind: 'not_found',
    title: 'The reservation does not exist',
    explanation: 'Nothing was ever reserved for this order.',
    message: `Nothing is reserved for order ${ORDER_ID}.`,
    exampleContext: { order_id: ORDER_ID },
  },
  INSUFFICIENT_STOCK: {
    kind: 'business_rule',
    title: 'There is not enough stock',
    explanation: 'Fewer pieces are available than were asked for. Order fewer, or wait until there are more.',
    message: 'Not enough stock of product P001: requested 10, available 5.',
    exampleContext: { product_id: 'P001', requested: 10, available: 5 },
  },
  CARD_DECLINED: {
    kind: 'business_rule',
    status: 402,
    title: 'The card was declined',
    explanation:
      'The bank refused the charge. Nothing was charged and the reserved stock was released. Use another card.',
    message: 'The card was declined.',
    whoCanFixIt: 'The customer, with another card.',
    exampleContext: { order_id: ORDER_ID },
  },
  INSUFFICIENT_FUNDS: {
    kind: 'business_rule',
    status: 402,
    title: 'The card has insufficient funds',
    explanation:
      'The account does not cover the amount. Nothing was charged and the reserved stock was released. Use another card.',
    message: 'The card has insufficient funds.',
    whoCanFixIt: 'The customer, with another card.',
    exampleContext: { order_id: ORDER_ID },
  },
  INVALID_PAYMENT_TOKEN: {
    kind: 'validation_meaning',
    title: 'The payment token is not known to the card processor',
    explanation: 'The card processor does not know the token. Ask the customer for the card again.',
    message: 'The payment token is not known to the card processor.',
    whoCanFixIt: 'The customer, by giving the card again.',
  },
  EMAIL_ALREADY_EXISTS: {
    kind: 'business_rule',
    title: 'The e-mail address is taken',
    explanation: 'A customer with this e-mail address exists; upper and lower case do not matter.',
    message: 'A customer with this e-mail address exists already.',
  },
  ORDER_NOT_CANCELLABLE: {
    kind: 'business_rule',
    title: 'The order cannot be cancelled now',
    explanation:
      'Only a confirmed order can be cancelled. One that is still being placed reaches a final state by itself within moments.',
    message: `Order ${ORDER_ID} is rejected and cannot be cancelled.`,
    exampleContext: { order_id: ORDER_ID, state: 'rejected' },
  },
  ILLEGAL_ORDER_TRANSITION: {
    kind: 'business_rule',
    title: 'The order is not in a state that allows this',
    explanation: 'Another request changed the order first. Read it again before deciding.',
    message: 'An order that is cancelled cannot become confirmed.',
    exampleContext: { from: 'cancelled', to: 'confirmed' },
  },
  ORDER_CANCELLED: {
    kind: 'business_rule',
    title: 'The order was cancelled before it was complete',
    explanation:
      'The order could not be completed. Whatever had been charged was refunded. Place a new order.',
    message: `Order ${ORDER_ID} could not be completed and was cancelled.`,
    exampleContext: { order_id: ORDER_ID },
  },
  PAYMENT_NOT_REFUNDABLE: {
    kind: 'business_rule',
    title: 'The payment cannot be refunded',
    explanation: 'Only a payment that was charged can be refunded.',
    message: `Payment ${ORDER_ID} is declined and cannot be refunded.`,
    exampleContext: { payment_id: ORDER_ID, state: 'declined' },
  },
  PAYMENT_CONFLICT: {
    kind: 'business_rule',
    title: 'The order has another payment',
    explanation: 'An order is paid once. Its other payment is charged, or its outcome is not known yet.',
    message: `Order ${ORDER_ID} has another payment.`,
    exampleContext: { order_id: ORDER_ID },
  },
  PAYMENT_CANCELLED: {
    kind: 'business_rule',
    title: 'The payment was given up',
    explanation:
      'Nobody knew for too long whether the card was charged, so the charge was ruled out for good. Nothing was charged. Pay again with another key.',
    message: `The payment of order ${ORDER_ID} was given up. Nothing was charged.`,
    exampleContext: { order_id: ORDER_ID },
  },
  ILLEGAL_PAYMENT_TRANSITION: {
    kind: 'business_rule',
    title: 'The payment is not in a state that allows this',
    explanation: 'Another request changed the payment first. Read it again before deciding.',
    message: 'A payment that is declined cannot become refunded.',
    exampleContext: { from: 'declined', to: 'refunded' },
  },
  RESERVATION_CONFLICT: {
    kind: 'business_rule',
    title: 'The reservation does not allow this',
    explanation:
      'The order reserved other lines before, or its reservation was already confirmed or released.',
    message: `The reservation of order ${ORDER_ID} is released.`,
    exampleContext: { order_id: ORDER_ID, state: 'released' },
  },
  CURRENCY_MISMATCH: {
    kind: 'business_rule',
    title: 'The amounts are of different currencies',
    explanation: 'Amounts of different currencies cannot be added. Place one order per currency.',
    message: 'EUR and USD cannot be added.',
    exampleContext: { left: 'EUR', right: 'USD' },
  },
  INVALID_DELIVERY_WINDOW: {
    kind: 'validation_meaning',
    title: 'The delivery window is impossible',
    explanation: 'A delivery window ends after it begins and does not begin in the past.',
    message: 'The delivery window ends before it begins.',
    exampleContext: { from: '2026-12-02T10:00:00Z', to: '2026-12-01T10:00:00Z' },
  },
} as const satisfies Record<string, CatalogueRow>;
