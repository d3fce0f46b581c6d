import { join, relative } from 'node:path';
import { addressOf, type Addressing } from './service-environment.js';
import { POSTGRES } from './topology.js';

/** The line that begins with READY, which scripts wait for, and what a person wants to know next. */
export function readyMessage(addressing: Addressing, home: string): string {
  const urls = addressing.services.map(
    ({ name, shortName }) => `${name} http://localhost:${addressOf(shortName, addressing).port}`,
  );
  const { host, port } = addressOf(POSTGRES, addressing);
  return [
    `READY ${urls.join('  ')}`,
    `      API documentation: /docs of each service · PostgreSQL: ${host}:${port}`,
    `      logs: ${shorten(join(home, 'logs'))}/<service>.log · Ctrl-C stops everything`,
  ].join('\n');
}

function shorten(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') ? path : fromHere;
}
