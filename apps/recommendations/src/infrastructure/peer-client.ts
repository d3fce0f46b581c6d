import { Agent } from 'node:http';
import axios, { type AxiosInstance, type GenericAbortSignal } from 'axios';
import { addCorrelationHeaders } from '@baluarte/observability';

/** An answer larger than this is none that was agreed on. */
const LARGEST_ANSWER_BYTES = 1024 * 1024;

export interface PeerSettings {
  readonly url: string;
  /** From asking to the last byte of the answer, ms. */
  readonly totalTimeoutMs: number;
}

/** A client of one other service; it takes the place of the whole pipeline where there is none. */
export function peerClient({ url, totalTimeoutMs }: PeerSettings): AxiosInstance {
  const client = axios.create({
    baseURL: url,
    timeout: totalTimeoutMs,
    maxRedirects: 0,
    maxContentLength: LARGEST_ANSWER_BYTES,
    transitional: { silentJSONParsing: false, forcedJSONParsing: true, clarifyTimeoutError: false },
    responseType: 'json',
    httpAgent: new Agent({ keepAlive: true }),
  });
  client.interceptors.request.use((request) => {
    request.signal = endingAfter(totalTimeoutMs, request.signal);
    return request;
  });
  return addCorrelationHeaders(client);
}

/** The timeout of axios counts silence only: an answer that trickles in would never end. */
function endingAfter(totalTimeoutMs: number, signal?: GenericAbortSignal): AbortSignal {
  const timeout = AbortSignal.timeout(totalTimeoutMs);
  return signal instanceof AbortSignal ? AbortSignal.any([timeout, signal]) : timeout;
}
