import { CallAbortedError } from './call-errors.js';
import type { Caller } from './caller.js';
import type { Clock } from './clock.js';

/**
 * Waits, and no longer than the caller does.
 *
 * @throws CallAbortedError
 */
export function wait(delayMs: number, dependency: string, clock: Clock, caller: Caller): Promise<void> {
  return new Promise((resolve, reject) => {
    if (caller.hasGivenUp) return reject(new CallAbortedError(dependency, caller.reason));
    const timer = clock.setTimer(delayMs, () => {
      stopListening();
      resolve();
    });
    const stopListening = caller.onGivingUp(() => {
      timer.cancel();
      stopListening();
      reject(new CallAbortedError(dependency, caller.reason));
    });
  });
}
