import type { Clock } from '../clock.js';
import type { Gauge } from './experiment.js';
import { repeat } from './repeat.js';
import type { Series } from './sample.js';

const INTERVAL_MS = 200;
const READ_TIMEOUT_MS = 2_000;

/** Reads gauges until the signal ends it. */
export async function watchGauges(
  gauges: readonly Gauge[],
  {
    clock,
    startedMs,
    signal,
  }: { readonly clock: Clock; readonly startedMs: number; readonly signal: AbortSignal },
): Promise<Series[]> {
  return Promise.all(
    gauges.map(async (gauge) => {
      const points: { atMs: number; value: number }[] = [];
      await repeat(clock, INTERVAL_MS, signal, async () => {
        const value = await gauge.read(AbortSignal.any([signal, AbortSignal.timeout(READ_TIMEOUT_MS)]));
        if (value !== undefined) points.push({ atMs: clock.now() - startedMs, value });
      });
      return { name: gauge.name, points };
    }),
  );
}
