/** What a round of load measured. */
export interface Round {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

export interface LoadOptions {
  /** Requests in a round. */
  readonly requests: number;
  /** How many are under way at once. */
  readonly atOnce: number;
  /** Makes the n-th request; throws when its answer is not what it should be. */
  readonly request: (index: number) => Promise<void>;
}

/** Sends a bounded number of requests from a bounded number of clients. */
export async function load({ requests, atOnce, request }: LoadOptions): Promise<Round> {
  const latencies: number[] = [];
  let next = 0;
  const client = async () => {
    while (next < requests) {
      const index = next;
      next += 1;
      const begun = performance.now();
      await request(index);
      latencies.push(performance.now() - begun);
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: atOnce }, client));
  const seconds = (performance.now() - begun) / 1_000;
  latencies.sort((a, b) => a - b);
  const quantile = (q: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * q))] ?? 0;
  return { requestsPerSecond: requests / seconds, p50Ms: quantile(0.5), p95Ms: quantile(0.95) };
}

/** The round in the middle, by throughput. */
export function median(rounds: readonly Round[]): Round {
  const sorted = [...rounds].sort((a, b) => a.requestsPerSecond - b.requestsPerSecond);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('There is no median of no rounds.');
  return middle;
}
