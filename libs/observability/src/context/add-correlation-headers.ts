import type { AxiosInstance, InternalAxiosRequestConfig } from 'axios';
import { inTracedCall } from '../tracing/attempt-spans.js';
import { outgoingHeaders } from './outgoing-headers.js';

/**
 * Makes every request of an axios client carry the context it is made in. Headers set by the caller stay.
 * Where tracing is on and the client sends through undici, each attempt gets a span of its own, named after
 * the request's `operation`.
 */
export function addCorrelationHeaders<Client extends Pick<AxiosInstance, 'interceptors'>>(
  client: Client,
): Client {
  client.interceptors.request.use((request: InternalAxiosRequestConfig & { operation?: string }) => {
    for (const [name, value] of Object.entries(outgoingHeaders())) request.headers.set(name, value, false);
    const { adapter, operation } = request;
    if (typeof adapter === 'function')
      request.adapter = (config) => inTracedCall(operation, () => adapter(config));
    return request;
  });
  return client;
}
