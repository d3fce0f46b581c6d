import type { Lease } from '../application/ports/saga-journal.js';

/**
 * Begins to measure a lease before it is asked for, so that its holder thinks that it has ended before
 * the database does, and never the other way round.
 */
export function leaseFrom(leaseMs: number): (fence: number, resumed: boolean) => Lease {
  const signal = AbortSignal.timeout(leaseMs);
  return (fence, resumed) => ({ fence, resumed, signal });
}
