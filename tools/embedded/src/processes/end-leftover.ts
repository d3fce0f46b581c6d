import { setTimeout as delay } from 'node:timers/promises';
import { identityOf } from './process-identity.js';
import { codeOf } from '../error-code.js';

/** A process that was started by a supervisor that is gone. */
export interface Leftover {
  readonly name: string;
  readonly pid: number;
  /** From `identityOf`, when it was started: a process that took over the number is left alone. */
  readonly identity: string;
  readonly gentle: NodeJS.Signals;
  readonly forced: NodeJS.Signals;
}

const GRACE_MS = 10_000;
const POLL_MS = 50;

/**
 * Ends a leftover process by its number, after making sure that it still is that process.
 *
 * @returns whether there was anything to end.
 */
export async function endLeftover({ pid, identity, gentle, forced }: Leftover): Promise<boolean> {
  const lives = () => identityOf(pid) === identity;
  if (!lives()) return false;
  signal(pid, gentle);
  for (let waitedMs = 0; lives(); waitedMs += POLL_MS) {
    if (waitedMs === GRACE_MS) signal(pid, forced);
    await delay(POLL_MS);
  }
  return true;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    const hasJustEnded = codeOf(error) === 'ESRCH';
    if (!hasJustEnded) throw error;
  }
}
