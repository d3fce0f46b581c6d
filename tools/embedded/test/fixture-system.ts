import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { identityOf } from '../src/processes/process-identity.js';
import { codeOf } from '../src/error-code.js';

const FIXTURE = fileURLToPath(new URL('./fixtures/start.mjs', import.meta.url));
/** Of the services, PostgreSQL, the fault proxy with its proxies, and what looks on. */
const PORTS = [3001, 3002, 54_329, 8474, 20_001, 20_002, 20_003, 4318, 9090];
const POLL_MS = 20;
const PATIENCE_MS = 20_000;

/** A process as the supervisor noted it in its lock. */
export interface NotedProcess {
  readonly name: string;
  readonly pid: number;
}

/** One start of the fixture system as a real process. */
export class FixtureRun {
  output = '';
  readonly exited: Promise<number>;

  constructor(
    readonly child: ChildProcess,
    private readonly home: FixtureHome,
  ) {
    child.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.exited = once(child, 'close').then(([code]) => code as number);
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error('The fixture did not start.');
    return this.child.pid;
  }

  /** Waits until the output contains the text as often as asked. */
  async says(text: string, times = 1): Promise<void> {
    const says = () => this.output.split(text).length > times;
    let hasEnded = false;
    void this.exited.then(() => (hasEnded = true));
    await until(
      () => says() || hasEnded,
      () => `"${text}" did not appear in:\n${this.output}`,
    );
    if (!says()) throw new Error(`It ended without saying "${text}":\n${this.output}`);
  }

  /** Sends a signal to the supervisor and returns its exit code. */
  async end(signal: NodeJS.Signals = 'SIGINT'): Promise<number> {
    this.child.kill(signal);
    return this.exited;
  }

  processes(): NotedProcess[] {
    return this.home.processes();
  }
}

/** A folder for one system and ports for it that nobody uses. */
export class FixtureHome {
  readonly directory = mkdtempSync(join(tmpdir(), 'baluarte-embedded-'));
  private readonly runs: FixtureRun[] = [];

  private constructor(readonly portOffset: number) {}

  static async create(): Promise<FixtureHome> {
    for (;;) {
      const offset = 1_000 + Math.floor(Math.random() * 9_000);
      const free = await Promise.all(PORTS.map((port) => isFree(port + offset)));
      if (free.every(Boolean)) return new FixtureHome(offset);
    }
  }

  start({ args = [], env = {} }: { args?: string[]; env?: Record<string, string> } = {}): FixtureRun {
    const { npm_lifecycle_event: _npm, ...environment } = process.env;
    const child = spawn(
      process.execPath,
      [FIXTURE, '--home', this.directory, '--port-offset', String(this.portOffset), ...args],
      { env: { ...environment, ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
    );
    const run = new FixtureRun(child, this);
    this.runs.push(run);
    return run;
  }

  async startReady(options: { args?: string[]; env?: Record<string, string> } = {}): Promise<FixtureRun> {
    const run = this.start(options);
    await run.says('\nREADY ');
    return run;
  }

  url(service: 'shop' | 'depot', path: string): string {
    return `http://127.0.0.1:${(service === 'shop' ? 3001 : 3002) + this.portOffset}${path}`;
  }

  /** What the lock says is running. */
  processes(): NotedProcess[] {
    const path = join(this.directory, 'running.json');
    if (!existsSync(path)) return [];
    return (JSON.parse(readFileSync(path, 'utf8')) as { children: NotedProcess[] }).children;
  }

  process(name: string): NotedProcess {
    const found = this.processes().find((noted) => noted.name === name);
    if (!found) throw new Error(`${name} does not run.`);
    return found;
  }

  /** What a run left: living processes, taken ports, a lock. */
  async remains(processes: readonly NotedProcess[]): Promise<string[]> {
    const ports = PORTS.map((port) => port + this.portOffset);
    const taken = await Promise.all(
      ports.map(async (port) => ((await isFree(port)) ? [] : [`port ${port}`])),
    );
    return [
      ...processes
        .filter(({ pid }) => identityOf(pid) !== undefined)
        .map(({ name, pid }) => `${name} ${pid}`),
      ...taken.flat(),
      ...(existsSync(join(this.directory, 'running.json')) ? ['the lock'] : []),
    ];
  }

  async remove(): Promise<void> {
    for (const run of this.runs) {
      if (identityOf(run.pid) !== undefined && run.child.exitCode === null) await run.end('SIGTERM');
    }
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** Waits until the condition holds. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  complaint: () => string,
): Promise<void> {
  for (let waitedMs = 0; !(await condition()); waitedMs += POLL_MS) {
    if (waitedMs > PATIENCE_MS) throw new Error(`Waited ${PATIENCE_MS} ms in vain: ${complaint()}`);
    await delay(POLL_MS);
  }
}

/** Whether nobody accepts a connection on the port and it can be listened on. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE') return false;
    throw error;
  }
  server.close();
  await once(server, 'close');
  return true;
}
