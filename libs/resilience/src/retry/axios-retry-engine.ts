import type { AxiosInstance } from 'axios';
import axiosRetry, { type IAxiosRetryConfig } from 'axios-retry';

/** Work that axios-retry repeats as if it were a request. */
export interface Repeatable<T> {
  /** Does it once more; rejects with an object whose `config` is this one. */
  readonly run: () => Promise<T>;
  readonly 'axios-retry': IAxiosRetryConfig;
}

type AfterFailure = (failure: unknown) => Promise<unknown>;

/**
 * axios-retry on a client of its own, which does nothing but run what it is given. So it decides about
 * every attempt exactly once, and neither sees nor runs the interceptors of the client that people use.
 */
const repeatAfter = installed();

function installed(): AfterFailure {
  let afterFailure: AfterFailure = (failure) => Promise.reject(failure as Error);
  const client = Object.assign((work: Repeatable<unknown>) => work.run().catch(afterFailure), {
    defaults: {},
    interceptors: {
      request: { use: () => 0 },
      response: { use: (_done: unknown, failed: AfterFailure) => ((afterFailure = failed), 0) },
    },
  });
  axiosRetry(client as unknown as AxiosInstance);
  return (failure) => afterFailure(failure);
}

/**
 * Asks axios-retry whether to repeat work that failed, and repeats it.
 *
 * @param failure carries the work as its `config`
 * @returns what a repetition gave in the end
 * @throws the last failure
 */
export function repeat<T>(failure: { readonly config: Repeatable<T> }): Promise<T> {
  return repeatAfter(failure) as Promise<T>;
}
