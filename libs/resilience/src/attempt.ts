import { AttemptTimeoutError, CallAbortedError } from './call-errors.js';
import type { Caller } from './caller.js';
import type { Clock } from './clock.js';

/** One attempt, as the work sees it. */
export class Attempt {
  /** Made when somebody asks for it: work that cannot be aborted pays nothing. */
  #controller: AbortController | undefined;
  #reason: unknown;

  constructor(
    /** 1 for the first. */
    readonly number: number,
    /** How long it may take, ms. */
    readonly timeoutMs: number,
  ) {}

  /** Aborts when the time is up or the caller has given up. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#reason !== undefined) this.#controller.abort(this.#reason);
    return this.#controller.signal;
  }

  abort(reason: Error): void {
    this.#reason = reason;
    this.#controller?.abort(reason);
  }
}

/** What bounds an attempt. */
export interface AttemptLimits {
  readonly dependency: string;
  readonly clock: Clock;
  readonly caller: Caller;
}

/**
 * Runs one attempt. It ends when its time is up or its caller gives up, whether or not the work heeds the
 * signal, and leaves no timer and no listener behind.
 *
 * @throws AttemptTimeoutError, CallAbortedError, or what the work throws
 */
export function runAttempt<T>(
  run: (attempt: Attempt) => Promise<T>,
  attempt: Attempt,
  { dependency, clock, caller }: AttemptLimits,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const cut = (error: Error): void => {
      stop();
      attempt.abort(error);
      reject(error);
    };
    const timer = clock.setTimer(attempt.timeoutMs, () =>
      cut(new AttemptTimeoutError(dependency, attempt.timeoutMs)),
    );
    const stopListening = caller.onGivingUp(() => cut(new CallAbortedError(dependency, caller.reason)));
    const stop = (): void => {
      timer.cancel();
      stopListening();
    };
    begin(run, attempt).then(
      (value) => {
        stop();
        resolve(value);
      },
      (error: unknown) => {
        stop();
        reject(error as Error);
      },
    );
  });
}

function begin<T>(run: (attempt: Attempt) => Promise<T>, attempt: Attempt): Promise<T> {
  try {
    return Promise.resolve(run(attempt));
  } catch (error) {
    return Promise.reject(error as Error);
  }
}
