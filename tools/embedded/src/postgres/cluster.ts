import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '../operator-error.js';
import { launch, type RunningProcess } from '../processes/running-process.js';
import type { Place } from './place.js';

const INITDB_STOP = { gentle: 'SIGTERM', graceMs: 5_000, forced: 'SIGKILL' } as const;

/**
 * Makes sure that there is a database cluster this PostgreSQL can run, and makes one if there is none.
 * A cluster that was half made when we were stopped is never used: it gets its name when it is complete.
 *
 * @throws {OperatorError} when what is there cannot be used.
 */
export async function ensureCluster(place: Place, stopping: AbortSignal): Promise<void> {
  const version = dataVersion(place);
  if (version !== undefined) {
    requireUsable(place, version);
    return;
  }
  const draft = join(place.directory, 'data.draft');
  rmSync(draft, { recursive: true, force: true });
  rmSync(place.data, { recursive: true, force: true });
  writePassword(place);
  await initdb(place, draft, stopping);
  if (!stopping.aborted) renameSync(draft, place.data);
}

function dataVersion({ data }: Place): string | undefined {
  try {
    const path = join(data, 'PG_VERSION');
    return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
  } catch (error) {
    throw new OperatorError(
      `The database in ${data} cannot be read by this user: it was made by another one. ` +
        'Start as that user, or delete the folder.',
      { cause: error },
    );
  }
}

function requireUsable({ binaries, data, passwordFile, account }: Place, dataVersion: string): void {
  const programVersion = /\d+/.exec(
    spawnSync(binaries.postgres, ['--version'], { encoding: 'utf8' }).stdout,
  )?.[0];
  if (programVersion !== dataVersion) {
    throw new OperatorError(
      `The database in ${data} was made by PostgreSQL ${dataVersion}, and this is ${programVersion}. ` +
        'Start with --fresh to begin with an empty one.',
    );
  }
  if (!existsSync(passwordFile)) {
    throw new OperatorError(
      `${passwordFile} is missing. Start with --fresh to begin with an empty database.`,
    );
  }
  if (account) spawnSync('chown', ['-R', `${account.uid}:${account.gid}`, data]);
}

function writePassword({ passwordFile, account }: Place): void {
  writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (account) chownSync(passwordFile, account.uid, account.gid);
}

/** The same encoding and order of text on every machine, whatever its language. */
const initdbArguments = (data: string, passwordFile: string) => [
  `--pgdata=${data}`,
  `--pwfile=${passwordFile}`,
  '--username=postgres',
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
];

async function initdb(
  { binaries, account, passwordFile, directory }: Place,
  draft: string,
  stopping: AbortSignal,
) {
  const output: string[] = [];
  const running: RunningProcess = await launch(
    {
      name: 'initdb',
      command: binaries.initdb,
      args: initdbArguments(draft, passwordFile),
      options: { cwd: directory, env: {}, ...(account && { uid: account.uid, gid: account.gid }) },
      stopPlan: INITDB_STOP,
    },
    (line) => output.push(line),
  );
  const stop = () => void running.end(AbortSignal.abort());
  stopping.addEventListener('abort', stop, { once: true });
  const { code } = await running.exited;
  stopping.removeEventListener('abort', stop);
  if (code !== 0 && !stopping.aborted) {
    throw new OperatorError(`PostgreSQL could not make its database in ${directory}:\n${output.join('\n')}`);
  }
}
