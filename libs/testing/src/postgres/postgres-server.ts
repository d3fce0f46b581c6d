import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { eventually } from '../eventually.js';
import { freePort } from '../free-port.js';
import { Guardian } from '../guardian.js';
import { installationIn, type Installation } from './installation.js';

const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'fsync=off',
  'max_connections=300',
  'shared_buffers=64MB',
  'timezone=UTC',
];
const INITDB = ['--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
const START_TIMEOUT_MS = 30_000;

/** A real PostgreSQL of its own on a free loopback port, which a test may stop and start as it likes. */
export class PostgresServer {
  #process: ChildProcess | undefined;

  private constructor(
    private readonly directory: string,
    private readonly installation: Installation,
    readonly port: number,
  ) {}

  /**
   * Makes an empty cluster in a folder of its own and starts it. It ends with this process, however that ends.
   *
   * @throws Error with what PostgreSQL said when it does not start
   */
  static async start(): Promise<PostgresServer> {
    const directory = mkdtempSync(join(tmpdir(), 'baluarte-postgres-'));
    try {
      const installation = await installationIn(directory);
      await initialize(directory, installation);
      const server = new PostgresServer(directory, installation, await freePort());
      await server.resume();
      return server;
    } catch (error) {
      rmSync(directory, { recursive: true, force: true });
      throw error;
    }
  }

  /** URL of a database of this server. */
  url(database = 'postgres'): string {
    return `postgres://postgres@127.0.0.1:${this.port}/${database}`;
  }

  /** Starts it again after `stop` or `kill`; one that runs goes on. */
  async resume(): Promise<void> {
    if (this.#process !== undefined && !hasEnded(this.#process)) return;
    const child = this.launch();
    this.#process = child;
    try {
      await eventually(() => hasEnded(child) || this.answers(), START_TIMEOUT_MS);
    } catch (error) {
      await this.kill();
      throw error;
    }
    if (hasEnded(child)) throw new Error(`PostgreSQL ended at its start:\n${this.log()}`);
  }

  /** Ends every session at once and shuts down in order. */
  stop(): Promise<void> {
    return this.end('SIGINT');
  }

  /** Ends it as a crash would. */
  kill(): Promise<void> {
    return this.end('SIGQUIT');
  }

  /** Stops it for good and removes its data. */
  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }

  private launch(): ChildProcess {
    const { programs, account } = this.installation;
    const settings = SETTINGS.flatMap((setting) => ['-c', setting]);
    const log = openSync(join(this.directory, 'server.log'), 'a');
    const child = spawn(
      join(programs, 'bin/postgres'),
      ['-D', join(this.directory, 'data'), '-p', String(this.port), ...settings],
      { ...account, cwd: this.directory, env: {}, stdio: ['ignore', log, log] },
    );
    closeSync(log);
    Guardian.over(child, 'QUIT', this.directory);
    return child;
  }

  private async answers(): Promise<true> {
    const client = new pg.Client({ connectionString: this.url(), connectionTimeoutMillis: 5_000 });
    try {
      await client.connect();
      return true;
    } finally {
      await client.end();
    }
  }

  private log(): string {
    return readFileSync(join(this.directory, 'server.log'), 'utf8').slice(-2_000);
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    if (child === undefined || hasEnded(child)) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function initialize(directory: string, { programs, account }: Installation): Promise<void> {
  if (account !== undefined) chownSync(directory, account.uid, account.gid);
  try {
    const words = [`--pgdata=${join(directory, 'data')}`, ...INITDB];
    await promisify(execFile)(join(programs, 'bin/initdb'), words, { ...account, cwd: directory, env: {} });
  } catch (error) {
    const { stderr = '', message } = error as Error & { readonly stderr?: string };
    throw new Error(
      `PostgreSQL could not make its data in ${directory}: ${stderr || message}` +
        (account === undefined ? '' : ` Can user ${account.uid} reach that folder? TMPDIR chooses another.`),
      { cause: error },
    );
  }
}
