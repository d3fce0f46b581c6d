import { readFileSync } from 'node:fs';
import { OperatorError } from '../operator-error.js';

/** A user of this machine. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const CANDIDATES = ['postgres', 'nobody'];

/**
 * Whom PostgreSQL runs as. It refuses to run as root, so for root that is `postgres` or else `nobody`;
 * the machine's list of users stays as it is.
 *
 * @returns undefined for an ordinary user: it runs as that user.
 * @throws {OperatorError} for root on a machine with neither.
 */
export function databaseAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of CANDIDATES) {
    const [, , uid, gid] = users.find(([user]) => user === name) ?? [];
    if (uid !== undefined && gid !== undefined) return { name, uid: Number(uid), gid: Number(gid) };
  }
  throw new OperatorError(
    `PostgreSQL does not run as root, and this machine has no user ${CANDIDATES.join(' or ')}: ` +
      'start as an ordinary user.',
  );
}
