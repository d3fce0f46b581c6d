import { Agent } from 'node:http';
import axios, { type AxiosInstance } from 'axios';
import { addCorrelationHeaders } from '@baluarte/observability';

/** A client of one other service; it takes the place of the whole pipeline where there is none. */
export function peerClient(peer: { readonly url: string; readonly totalTimeoutMs: number }): AxiosInstance {
  return addCorrelationHeaders(
    axios.create({
      baseURL: peer.url,
      timeout: peer.totalTimeoutMs,
      maxRedirects: 0,
      httpAgent: new Agent({ keepAlive: true }),
    }),
  );
}
