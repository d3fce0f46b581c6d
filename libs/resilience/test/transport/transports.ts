import { Agent } from 'node:http';
import axios, { type AxiosInstance } from 'axios';
import { UndiciTransport } from '../../src/transport/undici-transport.js';

export interface OpenTransport {
  readonly client: AxiosInstance;
  close(): Promise<void>;
}

export const TRANSPORT_NAMES = ['http', 'undici'] as const;
export type TransportName = (typeof TRANSPORT_NAMES)[number];

const CONNECTIONS = 5;

/** axios over its own http adapter with connections that are kept alive, or over ours. */
export function openTransport(name: TransportName): OpenTransport {
  if (name === 'http') {
    const httpAgent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
    const client = axios.create({ adapter: 'http', httpAgent, maxRedirects: 0, proxy: false });
    return { client, close: async () => httpAgent.destroy() };
  }
  const transport = new UndiciTransport({ connections: CONNECTIONS });
  return { client: axios.create({ adapter: transport.adapter }), close: () => transport.destroy() };
}
