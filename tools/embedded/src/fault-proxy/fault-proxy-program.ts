import { fileURLToPath } from 'node:url';
import type { PlainLine } from '../logs/program-log.js';
import type { Program } from '../processes/program.js';
import { HOST } from '../topology.js';
import type { ProxiedEdge } from './proxied-edges.js';

const ENTRY = fileURLToPath(new URL('./fault-proxy-process.js', import.meta.url));
const NODE_FLAGS = ['--enable-source-maps', '--max-old-space-size=128', '--max-semi-space-size=4'];

/** The name of the fault proxy in logs and messages. */
export const FAULT_PROXY = 'fault-proxy';

/** The port of its HTTP API, that of Toxiproxy. */
export const FAULT_PROXY_PORT = 8474;

/** What the process of the fault proxy is told. */
export interface FaultProxyArguments {
  readonly host: string;
  readonly port: number;
  readonly proxies: readonly { readonly name: string; readonly listen: string; readonly upstream: string }[];
}

/** One process that stands on all edges: a fault in it is a fault between the services, not in one of them. */
export function faultProxyProgram(edges: readonly ProxiedEdge[], port: number): Program {
  const settings: FaultProxyArguments = {
    host: HOST,
    port,
    proxies: edges.map(({ name, listen, upstream }) => ({
      name,
      listen: `${listen.host}:${listen.port}`,
      upstream: `${upstream.host}:${upstream.port}`,
    })),
  };
  return {
    name: FAULT_PROXY,
    command: process.execPath,
    args: [...NODE_FLAGS, ENTRY, JSON.stringify(settings)],
    options: { env: {} },
    port,
    startTimeoutMs: 15_000,
    stopPlan: { gentle: 'SIGTERM', graceMs: 3_000, forced: 'SIGKILL' },
    isReady: async (signal) => (await fetch(`http://${HOST}:${port}/version`, { signal })).ok,
  };
}

/** What it says is what happened to it, unless it dies of it. */
export const faultProxyLine: PlainLine = (line) => ({
  level: /error/i.test(line) ? 'error' : 'info',
  msg: line,
});
