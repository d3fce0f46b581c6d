import { CallAbortedError } from '../call-errors.js';
import type { Caller } from '../caller.js';
import type { PipelineParts } from '../pipeline-parts.js';
import { BulkheadFullError, DeadlinePassedError, withoutStack } from '../rejections.js';

/** Who waits for a slot. */
interface Waiting {
  readonly parts: PipelineParts;
  readonly caller: Caller;
  readonly endsAt: number;
}

/**
 * Waits for a slot of the bulkhead, as long as the call has time and its caller wants it.
 *
 * @throws BulkheadFullError when the queue has no place either, DeadlinePassedError, CallAbortedError
 */
export function enterBulkhead({ parts, caller, endsAt }: Waiting): Promise<void> {
  const { bulkhead, clock, name: dependency } = parts;
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      timer.cancel();
      stopListening();
    };
    const leaveQueue = bulkhead.wait(() => {
      stop();
      resolve();
    });
    if (leaveQueue === undefined) return reject(withoutStack(() => new BulkheadFullError({ dependency })));
    const giveUp = (error: Error): void => {
      leaveQueue();
      stop();
      reject(error);
    };
    const timer = clock.setTimer(endsAt - clock.now(), () =>
      giveUp(withoutStack(() => new DeadlinePassedError({ dependency }))),
    );
    const stopListening = caller.onGivingUp(() => giveUp(new CallAbortedError(dependency, caller.reason)));
  });
}
