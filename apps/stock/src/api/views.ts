import type { ProductPage } from '../application/show-product.js';
import type { Product } from '../domain/product.js';
import { costOf, type Reservation } from '../domain/reservation.js';

/** A product as lists show it. */
export function productView(product: Product) {
  return {
    product_id: product.productId,
    name: product.name,
    description: product.description,
    price_minor: product.priceMinor,
    currency: product.currency,
    available: product.available,
  };
}

/** A product's page; says which part is missing, if one is. */
export function productPageView({ product, recommendations }: ProductPage) {
  return {
    ...productView(product),
    recommendations:
      recommendations?.map(({ productId, name, priceMinor, currency }) => ({
        product_id: productId,
        name,
        price_minor: priceMinor,
        currency,
      })) ?? null,
    ...(recommendations === null && { degraded: ['recommendations' as const] }),
  };
}

export function reservationView(reservation: Reservation) {
  const { orderId, state, lines } = reservation;
  const { amountMinor, currency } = costOf(reservation);
  return {
    order_id: orderId,
    state,
    lines: lines.map(({ productId, quantity, unitPriceMinor }) => ({
      product_id: productId,
      quantity,
      unit_price_minor: unitPriceMinor,
    })),
    amount_minor: amountMinor,
    currency,
  };
}
