import { join, relative } from 'node:path';
import { FAULT_PROXY_PORT } from './fault-proxy/fault-proxy-program.js';
import type { Observation, Watcher } from './observe/observation.js';
import { addressOf, type Addressing } from './service-environment.js';
import { HOST, POSTGRES } from './topology.js';

/** What the message tells of beside the services. */
export interface ReadySystem extends Addressing {
  readonly noProxies: boolean;
  readonly home: string;
  readonly observation: Observation | undefined;
}

/** The line that begins with READY, which scripts wait for, and what a person wants to know next. */
export function readyMessage(system: ReadySystem): string {
  const { home, observation, ...addressing } = system;
  const urls = addressing.services.map(
    ({ name, shortName }) => `${name} http://localhost:${addressOf(shortName, addressing).port}`,
  );
  const { host, port } = addressOf(POSTGRES, addressing);
  const faults = addressing.noProxies ? 'none' : `http://${HOST}:${FAULT_PROXY_PORT + addressing.portOffset}`;
  return [
    `READY ${urls.join('  ')}`,
    `      API documentation: /docs of each service · PostgreSQL: ${host}:${port} · fault proxy: ${faults}`,
    `      logs: ${shorten(join(home, 'logs'))}/<service>.log · Ctrl-C stops everything`,
    ...(observation === undefined ? [] : [`      ${whereToLook(observation)}`]),
  ].join('\n');
}

function whereToLook({ traces, prometheus }: Observation): string {
  const at = ({ program }: Watcher, path: string) => `http://${HOST}:${program.port}/${path}`;
  return [
    `traces: ${at(traces, 'traces/<trace_id>')}`,
    ...(prometheus === undefined ? [] : [`alerts: ${at(prometheus, 'alerts')}`]),
  ].join(' · ');
}

function shorten(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') ? path : fromHere;
}
