import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { commandOf } from './process-identity.js';
import { codeOf } from '../error-code.js';

/** Who listens on a port. */
export interface PortHolder {
  readonly pid: number;
  readonly command: string;
}

/**
 * Finds out who listens on a TCP port.
 *
 * @returns undefined when nobody does or when this user may not know.
 */
export function portHolder(port: number): PortHolder | undefined {
  const pid = process.platform === 'linux' ? linuxHolder(port) : lsof(port);
  return pid === undefined ? undefined : { pid, command: commandOf(pid) ?? 'it has just ended' };
}

const LISTENING = '0A';

function linuxHolder(port: number): number | undefined {
  const sockets = new Set(['tcp', 'tcp6'].flatMap((table) => listeningSockets(table, port)));
  if (sockets.size === 0) return undefined;
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const holder = pids.find((pid) => openFiles(pid).some((target) => sockets.has(target)));
  return holder === undefined ? undefined : Number(holder);
}

/** Reads /proc/net/tcp: the second column is `address:port` in hexadecimal, the fourth the state, the tenth the inode. */
function listeningSockets(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return orNothing(() => readFileSync(`/proc/net/${table}`, 'utf8').split('\n'))
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => columns[1]?.endsWith(suffix) && columns[3] === LISTENING)
    .map((columns) => `socket:[${columns[9]}]`);
}

function openFiles(pid: string): string[] {
  return orNothing(() => readdirSync(`/proc/${pid}/fd`)).flatMap((fd) =>
    orNothing(() => [readlinkSync(`/proc/${pid}/fd/${fd}`)]),
  );
}

/** What belongs to another user, or ended while we looked, is not an error here: it is not known. */
function orNothing(read: () => string[]): string[] {
  try {
    return read();
  } catch (error) {
    if (codeOf(error) !== undefined) return [];
    throw error;
  }
}

function lsof(port: number): number | undefined {
  const { status, stdout } = spawnSync('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-t'], {
    encoding: 'utf8',
  });
  const pid = status === 0 ? Number(stdout.trim().split('\n')[0]) : NaN;
  return Number.isInteger(pid) ? pid : undefined;
}
