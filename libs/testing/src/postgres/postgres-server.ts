import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { eventually } from '../eventually.js';
import { freePort } from '../free-port.js';
import { installationIn, type Installation } from './installation.js';

const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'fsync=off',
  'max_connections=300',
  'shared_buffers=64MB',
  'timezone=UTC',
];

/** A real PostgreSQL of its own on a free loopback port, which a test may stop and start as it likes. */
export class PostgresServer {
  #process: ChildProcess | undefined;

  private constructor(
    private readonly directory: string,
    private readonly installation: Installation,
    readonly port: number,
  ) {}

  /** Makes an empty cluster in a folder of its own and starts it. */
  static async start(): Promise<PostgresServer> {
    const directory = mkdtempSync(join(tmpdir(), 'baluarte-postgres-'));
    const installation = await installationIn(directory);
    const server = new PostgresServer(directory, installation, await freePort());
    if (installation.account) {
      chownSync(directory, installation.account.uid, installation.account.gid);
      chmodSync(directory, 0o755);
    }
    await promisify(execFile)(
      join(installation.programs, 'bin/initdb'),
      [
        `--pgdata=${join(directory, 'data')}`,
        '--username=postgres',
        '--auth=trust',
        '--encoding=UTF8',
        '--locale=C',
        '--no-sync',
      ],
      { ...installation.account, cwd: directory, env: {} },
    );
    await server.resume();
    return server;
  }

  /** URL of a database of this server. */
  url(database = 'postgres'): string {
    return `postgres://postgres@127.0.0.1:${this.port}/${database}`;
  }

  /** Starts it again after `stop` or `kill`. */
  async resume(): Promise<void> {
    const { programs, account } = this.installation;
    const settings = SETTINGS.flatMap((setting) => ['-c', setting]);
    const child = spawn(
      join(programs, 'bin/postgres'),
      ['-D', join(this.directory, 'data'), '-p', String(this.port), ...settings],
      { ...account, cwd: this.directory, env: {}, stdio: 'ignore' },
    );
    this.#process = child;
    process.once('exit', () => child.kill('SIGQUIT'));
    await eventually(async () => {
      if (child.exitCode !== null) throw new Error(`PostgreSQL ended with code ${child.exitCode}.`);
      const client = new pg.Client({ connectionString: this.url() });
      try {
        await client.connect();
      } finally {
        await client.end();
      }
    }, 30_000);
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

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
}
