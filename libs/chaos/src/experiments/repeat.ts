import type { Clock } from '../clock.js';

/** Waits; ends early, without an error, when the signal does. */
export function pause(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      timer.cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = clock.setTimer(delayMs, end);
    signal.addEventListener('abort', end, { once: true });
  });
}

/** Does something at a steady pace, late turns at once, until the signal ends it. It must not throw. */
export async function repeat(
  clock: Clock,
  intervalMs: number,
  signal: AbortSignal,
  turn: () => void | Promise<void>,
): Promise<void> {
  let dueMs = clock.now();
  while (!signal.aborted) {
    await turn();
    dueMs += intervalMs;
    await pause(clock, Math.max(0, dueMs - clock.now()), signal);
  }
}
