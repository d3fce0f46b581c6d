import type { Money } from '../domain/money.js';
import type { Order, OrderLine } from '../domain/order.js';
import type { OrderState } from '../domain/order-state.js';

export interface OrderLineView {
  readonly product_id: string;
  readonly quantity: number;
  readonly unit_price_minor: number | null;
}

/** An order as the world outside sees it. */
export interface OrderView {
  readonly id: string;
  readonly customer_id: string;
  readonly state: OrderState;
  readonly lines: readonly OrderLineView[];
  readonly amount_minor: number | null;
  readonly currency: string | null;
  readonly payment_id: string | null;
  readonly delivery_window: { readonly from: string; readonly to: string } | null;
  readonly rejection: { readonly error_code: string; readonly message: string } | null;
  readonly created_at: string;
  readonly updated_at: string;
}

export function orderView({ facts }: Order): OrderView {
  const { deliveryWindow, rejection } = facts;
  return {
    id: facts.id,
    customer_id: facts.customerId,
    state: facts.state,
    lines: facts.lines.map(orderLineView),
    ...totalView(facts.total),
    payment_id: facts.paymentId,
    delivery_window: deliveryWindow && {
      from: deliveryWindow.from.toISOString(),
      to: deliveryWindow.to.toISOString(),
    },
    rejection: rejection && { error_code: rejection.code, message: rejection.message },
    created_at: facts.createdAt.toISOString(),
    updated_at: facts.updatedAt.toISOString(),
  };
}

export function orderLineView({ productId, quantity, unitPrice }: OrderLine): OrderLineView {
  return { product_id: productId, quantity, unit_price_minor: unitPrice?.minor ?? null };
}

function totalView(total: Money | null): Pick<OrderView, 'amount_minor' | 'currency'> {
  return { amount_minor: total?.minor ?? null, currency: total?.currency ?? null };
}
