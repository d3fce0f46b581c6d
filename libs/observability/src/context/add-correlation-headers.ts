import type { AxiosInstance } from 'axios';
import { outgoingHeaders } from './outgoing-headers.js';

/** Makes every request of an axios client carry the context it is made in. Headers set by the caller stay. */
export function addCorrelationHeaders<Client extends Pick<AxiosInstance, 'interceptors'>>(
  client: Client,
): Client {
  client.interceptors.request.use((request) => {
    for (const [name, value] of Object.entries(outgoingHeaders())) request.headers.set(name, value, false);
    return request;
  });
  return client;
}
