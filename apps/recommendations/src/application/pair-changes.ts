import type { OrderEvent } from './ports/order-feed.js';
import type { PairChange } from './ports/pairs.js';

const WEIGHT = { 'order.confirmed': 1, 'order.cancelled': -1, 'order.rejected': 0 } as const;

/** What events mean for the counts: an order adds one to each pair of its products, its cancellation takes it back. */
export function pairChanges(events: readonly OrderEvent[]): readonly PairChange[] {
  const counts = new Map<string, PairChange>();
  for (const { type, productIds } of events)
    for (const [productId, otherId] of pairsOf(productIds)) {
      const key = JSON.stringify([productId, otherId]);
      const count = (counts.get(key)?.count ?? 0) + WEIGHT[type];
      counts.set(key, { productId, otherId, count });
    }
  return [...counts.values()].filter(({ count }) => count !== 0);
}

function pairsOf(productIds: readonly string[]): [string, string][] {
  const distinct = [...new Set(productIds)].sort();
  return distinct.flatMap((one) =>
    distinct.filter((other) => other !== one).map((other): [string, string] => [one, other]),
  );
}
