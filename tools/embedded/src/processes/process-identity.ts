import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { codeOf } from '../error-code.js';

/**
 * What distinguishes a process from every other that ever had its number: the moment it started.
 *
 * @returns undefined when no such process lives.
 */
export function identityOf(pid: number): string | undefined {
  return process.platform === 'linux' ? linuxIdentity(pid) : ps(pid, 'lstart=');
}

/** The command line of a living process, its parts separated by spaces. */
export function commandOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return ps(pid, 'command=');
  return readProc(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ').trim();
}

const STATE = 0;
const START_TIME = 19;

function linuxIdentity(pid: number): string | undefined {
  const stat = readProc(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const isZombie = fields[STATE] === 'Z' || fields[STATE] === 'X';
  return isZombie
    ? undefined
    : `${readProc('/proc/sys/kernel/random/boot_id')?.trim()} ${fields[START_TIME]}`;
}

function readProc(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ESRCH') return undefined;
    throw error;
  }
}

function ps(pid: number, column: string): string | undefined {
  const { status, stdout, error } = spawnSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8' });
  if (error) throw error;
  return status === 0 && stdout.trim() !== '' ? stdout.trim() : undefined;
}
