import { join, relative } from 'node:path';
import { FAULT_PROXY_PORT } from './fault-proxy/fault-proxy-program.js';
import { addressOf, type Addressing } from './service-environment.js';
import { HOST, POSTGRES } from './topology.js';

/** The line that begins with READY, which scripts wait for, and what a person wants to know next. */
export function readyMessage(addressing: Addressing & { readonly noProxies: boolean }, home: string): string {
  const urls = addressing.services.map(
    ({ name, shortName }) => `${name} http://localhost:${addressOf(shortName, addressing).port}`,
  );
  const { host, port } = addressOf(POSTGRES, addressing);
  const faults = addressing.noProxies ? 'none' : `http://${HOST}:${FAULT_PROXY_PORT + addressing.portOffset}`;
  return [
    `READY ${urls.join('  ')}`,
    `      API documentation: /docs of each service · PostgreSQL: ${host}:${port} · fault proxy: ${faults}`,
    `      logs: ${shorten(join(home, 'logs'))}/<service>.log · Ctrl-C stops everything`,
  ].join('\n');
}

function shorten(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') ? path : fromHere;
}
