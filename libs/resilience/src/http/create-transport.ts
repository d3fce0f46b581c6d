import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios, { type AxiosAdapter } from 'axios';
import { UndiciTransport } from '../transport/undici-transport.js';
import type { TransportOptions } from './client-options.js';

/** What sends requests to one dependency, over connections of its own. */
export interface Transport {
  readonly adapter: AxiosAdapter;
  /** Ends its connections once nothing is under way on them. */
  close(): Promise<void>;
}

/** @param connections at most so many at once */
export function createTransport(options: TransportOptions, connections: number): Transport {
  return options.transport === 'undici' ? undici(options, connections) : http(options, connections);
}

function undici(options: TransportOptions, connections: number): Transport {
  const { connectTimeoutMs, headersTimeoutMs, bodyTimeoutMs, keepAliveTimeoutMs } = options;
  return new UndiciTransport({
    connections,
    connectTimeoutMs,
    headersTimeoutMs,
    bodyTimeoutMs,
    keepAliveTimeoutMs,
  });
}

/** The http adapter has no limits of its own for opening a connection, headers and body: the attempt timeout rules. */
function http({ keepAliveTimeoutMs }: TransportOptions, connections: number): Transport {
  const settings = { keepAlive: true, maxSockets: connections, timeout: keepAliveTimeoutMs };
  const httpAgent = new HttpAgent(settings);
  const httpsAgent = new HttpsAgent(settings);
  const send = axios.getAdapter('http');
  return {
    adapter: (config) => send({ ...config, httpAgent, httpsAgent }),
    close: () => {
      httpAgent.destroy();
      httpsAgent.destroy();
      return Promise.resolve();
    },
  };
}
