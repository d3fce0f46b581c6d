import type { Clock } from '../clock.js';
import type { Traffic } from './experiment.js';
import { repeat } from './repeat.js';
import type { Sample } from './sample.js';

/** So many requests of one traffic are in flight at most; what is due beyond that is left out. */
const MOST_IN_FLIGHT = 400;

/** A request that has no answer by then is counted as one without. */
const REQUEST_TIMEOUT_MS = 15_000;

/**
 * Sends requests at the pace of their users, who do not wait for each other, until the signal ends it.
 *
 * @param startedMs when the experiment began, by the clock
 * @returns when every request that was sent has ended
 */
export async function generateTraffic(
  traffic: Traffic,
  {
    clock,
    startedMs,
    signal,
  }: { readonly clock: Clock; readonly startedMs: number; readonly signal: AbortSignal },
  record: (sample: Sample) => void,
): Promise<void> {
  const inFlight = new Set<Promise<void>>();
  const send = async (): Promise<void> => {
    const sentMs = clock.now();
    const answer = await traffic.send(AbortSignal.timeout(REQUEST_TIMEOUT_MS));
    record({
      ...answer,
      traffic: traffic.name,
      atMs: sentMs - startedMs,
      durationMs: clock.now() - sentMs,
    });
  };
  await repeat(clock, 1_000 / traffic.perSecond, signal, () => {
    if (inFlight.size >= MOST_IN_FLIGHT) return;
    const request = send().finally(() => inFlight.delete(request));
    inFlight.add(request);
  });
  await Promise.all(inFlight);
}
