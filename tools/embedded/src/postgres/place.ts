import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Account } from './account.js';
import { Binaries } from './binaries.js';

/** Where one PostgreSQL lives. */
export interface Place {
  /** Holds the data folder and the superuser's password. */
  readonly directory: string;
  readonly data: string;
  readonly passwordFile: string;
  readonly binaries: Binaries;
  readonly account: Account | undefined;
}

/** What the choice of a place depends on. */
export interface PlaceOptions {
  /** The folder of this system; the database is its sub-folder `postgres`. */
  readonly home: string;
  readonly installed: Binaries;
  readonly account: Account | undefined;
  /** Where root may put what the account could not reach in `home`. Default `/var/lib`. */
  readonly outside?: string;
}

/**
 * Chooses and makes the folder for the database: `postgres` in the home, except for a root whose home or
 * `node_modules` PostgreSQL's account cannot reach (a clone in root's own home, usually). Then it is a folder under
 * `/var/lib` with a copy of the programs, and `postgres` in the home is a link to it.
 */
export function preparePlace({ home, installed, account, outside = '/var/lib' }: PlaceOptions): Place {
  const directory = join(home, 'postgres');
  const place = (at: string, binaries: Binaries): Place => ({
    directory: at,
    data: join(at, 'data'),
    passwordFile: join(at, 'superuser-password'),
    binaries,
    account,
  });
  if (!account) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return place(directory, installed);
  }
  if (!isLink(directory)) {
    makeFor(account, directory);
    if (canReach(account, directory, installed)) return place(directory, installed);
    moveOutside(directory, join(outside, `baluarte-${hash(directory)}`));
  }
  const target = realpathSync(directory);
  makeFor(account, target);
  return place(target, copyOf(installed, join(target, 'programs')));
}

/** Removes the database for good, wherever it is. */
export function wipePlace(home: string): void {
  const directory = join(home, 'postgres');
  if (isLink(directory) && existsSync(directory)) rmSync(realpathSync(directory), { recursive: true });
  rmSync(directory, { recursive: true, force: true });
}

const isLink = (path: string) => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;

const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12);

function makeFor({ uid, gid }: Account, directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  chownSync(directory, uid, gid);
}

/** Asks the operating system itself, as that user. */
function canReach({ uid, gid }: Account, directory: string, { postgres }: Binaries): boolean {
  const script = 'cd "$0" && test -w . && "$1" --version';
  return spawnSync('/bin/sh', ['-c', script, directory, postgres], { uid, gid, cwd: '/' }).status === 0;
}

function moveOutside(directory: string, target: string): void {
  rmSync(directory, { recursive: true });
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true, mode: 0o700 });
  symlinkSync(target, directory);
}

function copyOf(installed: Binaries, directory: string): Binaries {
  rmSync(directory, { recursive: true, force: true });
  cpSync(installed.directory, directory, { recursive: true, verbatimSymlinks: true });
  return new Binaries(directory);
}
