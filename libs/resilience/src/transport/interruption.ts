import { AxiosError, type InternalAxiosRequestConfig } from 'axios';
import { canceledError, timeoutError, type FailedCall } from './transport-errors.js';
import type { Timer } from '../clock.js';
import { systemClock } from '../system-clock.js';

type Stop = (error: AxiosError) => void;

/** What may end a call from outside: its signal, its cancel token and its timeout. */
export class Interruption {
  readonly #call: FailedCall;
  readonly #stop: Stop;
  #timer: Timer | undefined;

  private constructor(call: FailedCall, stop: Stop) {
    this.#call = call;
    this.#stop = stop;
  }

  /**
   * Watches, if there is anything to watch; calls `stop` at once for what is cancelled already.
   *
   * @throws AxiosError ERR_BAD_OPTION_VALUE for a timeout that is no number
   */
  static watch(call: FailedCall, stop: Stop): Interruption | undefined {
    const { signal, cancelToken, timeout } = call.config;
    if (!signal && !cancelToken && !timeout) return undefined;
    const timeoutMs = timeout ? parsed(timeout, call.config) : 0;
    const interruption = new Interruption(call, stop);
    cancelToken?.subscribe(interruption.#cancel);
    if (signal?.aborted) interruption.#cancel();
    else signal?.addEventListener?.('abort', interruption.#cancel);
    if (timeoutMs > 0) {
      interruption.#timer = systemClock.setTimer(timeoutMs, () => stop(timeoutError(call)));
    }
    return interruption;
  }

  /** Leaves the signal and the token as they were. */
  release(): void {
    this.releaseTimeout();
    const { signal, cancelToken } = this.#call.config;
    cancelToken?.unsubscribe(this.#cancel);
    signal?.removeEventListener?.('abort', this.#cancel);
  }

  /** The timeout ends with the call; a body that is still read as a stream can only be cancelled. */
  releaseTimeout(): void {
    this.#timer?.cancel();
  }

  readonly #cancel = (reason?: unknown): void => this.#stop(canceledError(reason, this.#call));
}

function parsed(timeout: unknown, config: InternalAxiosRequestConfig): number {
  const timeoutMs = Number.parseInt(String(timeout), 10);
  if (!Number.isNaN(timeoutMs)) return timeoutMs;
  throw new AxiosError(
    'error trying to parse `config.timeout` to int',
    AxiosError.ERR_BAD_OPTION_VALUE,
    config,
  );
}
