import { DeliveryWindow } from '../domain/delivery-window.js';
import { Money } from '../domain/money.js';
import { Order, type OrderLine } from '../domain/order.js';
import type { OrderState, SagaStep } from '../domain/order-state.js';
import type { Rejection } from '../domain/rejection.js';

/** A line as it is stored in the `lines` of orders and of events. */
export interface LineRow {
  readonly product_id: string;
  readonly quantity: number;
  readonly unit_price_minor: number | null;
  readonly currency: string | null;
}

/** What is read of an order; the payment token is not. */
export interface OrderRow {
  readonly id: string;
  readonly customer_id: string;
  readonly state: OrderState;
  readonly next_step: SagaStep | null;
  readonly ending: 'rejected' | 'cancelled' | null;
  readonly lines: readonly LineRow[];
  readonly total_minor: string | null;
  readonly currency: string | null;
  readonly payment_id: string | null;
  readonly rejection: Rejection | null;
  readonly delivery_from: Date | null;
  readonly delivery_to: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export const ORDER_COLUMNS = `orders.id, customer_id, state, next_step, ending, lines, total_minor, currency,
  payment_id, rejection, delivery_from, delivery_to, created_at, updated_at`;

export function orderOf(row: OrderRow): Order {
  return Order.restore({
    id: row.id,
    customerId: row.customer_id,
    lines: row.lines.map(lineOf),
    deliveryWindow:
      row.delivery_from && row.delivery_to && DeliveryWindow.restore(row.delivery_from, row.delivery_to),
    state: row.state,
    nextStep: row.next_step,
    ending: row.ending,
    rejection: row.rejection,
    total: moneyOf(row.total_minor, row.currency),
    paymentId: row.payment_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  });
}

export function lineOf(row: LineRow): OrderLine {
  return {
    productId: row.product_id,
    quantity: row.quantity,
    unitPrice: moneyOf(row.unit_price_minor, row.currency),
  };
}

export function lineRows(lines: readonly OrderLine[]): string {
  const rows = lines.map(({ productId, quantity, unitPrice }): LineRow => ({
    product_id: productId,
    quantity,
    unit_price_minor: unitPrice?.minor ?? null,
    currency: unitPrice?.currency ?? null,
  }));
  return JSON.stringify(rows);
}

function moneyOf(minor: number | string | null, currency: string | null): Money | null {
  return minor === null || currency === null ? null : Money.of(Number(minor), currency);
}
