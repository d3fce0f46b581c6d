import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { endLeftover } from '../processes/end-leftover.js';
import { commandOf, identityOf } from '../processes/process-identity.js';

/**
 * Clears away what a PostgreSQL that was left behind on this data would block: it is stopped by its number, after
 * making sure that it is a PostgreSQL on this data; a number that now belongs to something else is forgotten.
 */
export async function clearPostmasterFile(data: string): Promise<void> {
  const path = join(data, 'postmaster.pid');
  if (!existsSync(path)) return;
  const pid = Number(readFileSync(path, 'utf8').split('\n')[0]);
  const identity = identityOf(pid);
  const isOurs = commandOf(pid)?.includes(data) ?? false;
  if (identity !== undefined && isOurs) {
    await endLeftover({ name: 'postgres', pid, identity, gentle: 'SIGINT', forced: 'SIGQUIT' });
  }
  rmSync(path, { force: true });
}
