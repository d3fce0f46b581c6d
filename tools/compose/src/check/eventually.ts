import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MS = 500;

/**
 * Looks again and again until there is something to be seen.
 *
 * @param look what is waited for, or nothing yet; an error counts as nothing yet
 * @throws Error with the last reason when the time is over
 */
export async function eventually<Found>(
  what: string,
  timeoutMs: number,
  signal: AbortSignal,
  look: () => Promise<Found | undefined>,
): Promise<Found> {
  const endMs = performance.now() + timeoutMs;
  let reason = 'nothing of the kind was seen';
  while (performance.now() < endMs) {
    signal.throwIfAborted();
    try {
      const found = await look();
      if (found !== undefined) return found;
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
    await sleep(PAUSE_MS, undefined, { signal });
  }
  throw new Error(`Waited ${timeoutMs / 1000} s for ${what}: ${reason}.`);
}
