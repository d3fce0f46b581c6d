import axios, { type AxiosInstance } from 'axios';
import { addCorrelationHeaders } from '@baluarte/observability';
import { ConnectTimeoutAgent } from './connect-timeout-agent.js';

/** Another program, and how long one call of it may take, ms. */
export interface Peer {
  readonly url: string;
  readonly connectTimeoutMs: number;
  /** From the first byte of the request to the last one of the answer. */
  readonly attemptTimeoutMs: number;
}

/** A client of one other program; it takes the place of the whole pipeline where there is none. */
export function peerClient({ url, connectTimeoutMs, attemptTimeoutMs }: Peer): AxiosInstance {
  const client = axios.create({
    baseURL: url,
    maxRedirects: 0,
    responseType: 'json',
    transitional: { silentJSONParsing: false, forcedJSONParsing: true, clarifyTimeoutError: false },
    httpAgent: new ConnectTimeoutAgent(connectTimeoutMs),
  });
  client.interceptors.request.use((config) => {
    const limit = AbortSignal.timeout(attemptTimeoutMs);
    const given = config.signal as AbortSignal | undefined;
    return { ...config, signal: given ? AbortSignal.any([given, limit]) : limit };
  });
  client.interceptors.response.use(undefined, (error: unknown) => {
    throw isOurTimeout(error) ? Object.assign(error, { code: 'ETIMEDOUT' }) : error;
  });
  return addCorrelationHeaders(client);
}

function isOurTimeout(error: unknown): error is Error {
  if (!axios.isCancel(error)) return false;
  const { reason } = (error as { config?: { signal?: AbortSignal } }).config?.signal ?? {};
  return reason instanceof DOMException && reason.name === 'TimeoutError';
}
