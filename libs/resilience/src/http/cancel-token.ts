import type { InternalAxiosRequestConfig } from 'axios';

interface Subscribable {
  subscribe(listener: (reason: unknown) => void): void;
  unsubscribe(listener: (reason: unknown) => void): void;
}

/** How the caller of a request gives it up. */
export interface RequestCaller {
  readonly signal: AbortSignal | undefined;
  /** The request has ended: nothing of it stays with the caller. */
  forget(): void;
}

const NOTHING = (): void => undefined;

/** The signal of a request; axios' older cancel token is made into one. */
export function callerOf({ signal, cancelToken }: InternalAxiosRequestConfig): RequestCaller {
  const own = signal as AbortSignal | undefined;
  if (cancelToken === undefined) return { signal: own, forget: NOTHING };
  const controller = new AbortController();
  const cancel = (reason: unknown): void => controller.abort(reason);
  const token = cancelToken as unknown as Subscribable;
  token.subscribe(cancel);
  return {
    signal: own === undefined ? controller.signal : AbortSignal.any([own, controller.signal]),
    forget: () => token.unsubscribe(cancel),
  };
}
