import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again until the claim holds.
 *
 * @param claim throws, or resolves to false, as long as it does not hold
 * @param timeoutMs after which the last failure is thrown; default 10 000
 * @returns what the claim resolved to
 */
export async function eventually<Result>(
  claim: () => Promise<Result> | Result,
  timeoutMs = 10_000,
): Promise<Exclude<Result, false>> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      const result = await claim();
      if (result !== false) return result as Exclude<Result, false>;
      if (performance.now() > deadline) throw new Error(`It did not happen within ${timeoutMs} ms.`);
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await sleep(25);
  }
}
