import { type AxiosAdapter, type AxiosResponse, type InternalAxiosRequestConfig } from 'axios';
import { HttpCall } from './http-call.js';
import { OriginPools, type TransportStats } from './origin-pools.js';
import { requestBody, type RequestBody } from './request-body.js';
import { requestHeaders, wireHeaders } from './request-headers.js';
import { requestTarget } from './request-target.js';
import { transportOptions, type UndiciTransportOptions } from './transport-options.js';
import { toAxiosError } from './transport-errors.js';
import { refuseUnsupportedOptions } from './unsupported-options.js';

/**
 * One pool of keep-alive connections per origin, as an axios adapter.
 *
 * It answers and fails as axios' http adapter does, with these differences: it follows no redirects and uses no
 * proxy, refuses the options that it does not understand (ERR_NOT_SUPPORT), counts `timeout` from the call to the
 * end of its answer, waiting for a connection included, and has a limit for opening connections (ETIMEDOUT, with
 * `cause.code` UND_ERR_CONNECT_TIMEOUT).
 */
export class UndiciTransport {
  readonly #pools: OriginPools;

  /** @throws RangeError that lists every unknown or impossible option */
  constructor(options?: UndiciTransportOptions) {
    this.#pools = new OriginPools(transportOptions(options));
  }

  /** For `axios.create({ adapter })`. */
  readonly adapter: AxiosAdapter = (config) =>
    new Promise<AxiosResponse>((resolve, reject) => this.#send(config, resolve, reject));

  /** The state of all pools together. */
  stats(): TransportStats {
    return this.#pools.stats();
  }

  /** Refuses new calls, and resolves when those under way have ended. */
  close(): Promise<void> {
    return this.#pools.close();
  }

  /** Refuses new calls, and ends those under way with ERR_CANCELED. */
  destroy(): Promise<void> {
    return this.#pools.destroy();
  }

  /** What is thrown here rejects the promise of the adapter. */
  #send(
    config: InternalAxiosRequestConfig,
    resolve: (response: AxiosResponse) => void,
    reject: (error: unknown) => void,
  ): void {
    refuseUnsupportedOptions(config);
    const { origin, path, credentials } = requestTarget(config);
    const method = (config.method ?? 'get').toUpperCase();
    const call = new HttpCall(config, { method, origin, path }, resolve, reject);
    const headers = requestHeaders(config, credentials);
    const send = (body: RequestBody): void =>
      call.send(this.#pools.of(origin), wireHeaders(headers, credentials), body);
    const body = requestBody(config, headers);
    call.watch();
    if (body instanceof Promise) body.then(send).catch((error) => call.stop(toAxiosError(error, call)));
    else send(body);
  }
}
