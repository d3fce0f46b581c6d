/** How the feed of orders is polled. */
export abstract class FeedPace {
  /** Pause after a page that was not full, ms. */
  abstract readonly intervalMs: number;
  /** The longest pause after failures, ms. */
  abstract readonly backoffMaxMs: number;
}

/** The pause after failures in a row: doubling, capped, and anywhere between half and all of that, so that replicas do not come back together. */
export function pauseMs(
  { intervalMs, backoffMaxMs }: FeedPace,
  failures: number,
  random: () => number,
): number {
  if (failures === 0) return intervalMs;
  const ceiling = Math.min(backoffMaxMs, intervalMs * 2 ** Math.min(failures, 20));
  return ceiling * (0.5 + random() / 2);
}
