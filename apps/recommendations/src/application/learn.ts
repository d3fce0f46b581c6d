import type { OrderEvent } from './ports/order-feed.js';
import type { Lesson, PairChange } from './ports/pairs.js';

/** An order adds one to each pair of its products, and its cancellation takes it back; all else means nothing here. */
const WEIGHTS: Readonly<Record<string, number>> = { 'order.confirmed': 1, 'order.cancelled': -1 };

/**
 * What events mean to one who knows all up to a position. Events that were there before, or twice, count
 * no second time, in whatever order they come.
 */
export function learn(events: readonly OrderEvent[], knownPosition: number): Lesson | undefined {
  const fresh = new Map(
    events.filter(({ position }) => position > knownPosition).map((event) => [event.position, event]),
  );
  if (fresh.size === 0) return undefined;
  return { changes: pairChanges([...fresh.values()]), position: Math.max(...fresh.keys()) };
}

function pairChanges(events: readonly OrderEvent[]): readonly PairChange[] {
  const counts = new Map<string, PairChange>();
  for (const { type, productIds } of events)
    for (const [productId, otherId] of pairsOf(productIds)) {
      const key = JSON.stringify([productId, otherId]);
      const count = (counts.get(key)?.count ?? 0) + (WEIGHTS[type] ?? 0);
      counts.set(key, { productId, otherId, count });
    }
  return [...counts.values()].filter(({ count }) => count !== 0);
}

function pairsOf(productIds: readonly string[]): [string, string][] {
  const distinct = [...new Set(productIds)];
  return distinct.flatMap((one) =>
    distinct.filter((other) => other !== one).map((other): [string, string] => [one, other]),
  );
}
