import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const START_TIMEOUT_MS = 90_000;

/** The services by name, and the ports they have without an offset. */
export const PORTS = { orders: 3001, payments: 3002, stock: 3003, recommendations: 3004, psp: 3005 } as const;
export type ServiceName = keyof typeof PORTS;

export interface SystemOptions {
  /** Whether the fault proxy stands between the services. Default true. */
  readonly faultProxy?: boolean;
  /** Whether it keeps its traces and runs Prometheus, if that is installed. Default false. */
  readonly observe?: boolean;
}

/** The whole system, started as its users start it, on other ports and with a folder of its own. */
export class RunningSystem {
  #output = '';

  private constructor(
    private readonly launcher: ChildProcess,
    readonly home: string,
    readonly portOffset: number,
  ) {
    for (const stream of [launcher.stdout, launcher.stderr])
      stream?.on('data', (chunk) => (this.#output += String(chunk)));
  }

  /**
   * @param launcher the built entry file of `npm start`
   * @param portOffset added to every port, so that test files may run beside a running system
   * @param env what all services get beside the environment of this process: `OTEL_*`
   */
  static async start(
    launcher: string,
    portOffset: number,
    env: Readonly<Record<string, string>> = {},
    { faultProxy = true, observe = false }: SystemOptions = {},
  ): Promise<RunningSystem> {
    const home = mkdtempSync(join(tmpdir(), 'baluarte-system-'));
    const args = [
      '--port-offset',
      String(portOffset),
      '--home',
      home,
      ...(faultProxy ? [] : ['--no-proxies']),
      ...(observe ? ['--observe'] : []),
    ];
    const child = spawn(process.execPath, [launcher, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    process.once('exit', () => child.kill('SIGTERM'));
    const system = new RunningSystem(child, home, portOffset);
    const deadline = performance.now() + START_TIMEOUT_MS;
    while (!/^READY/m.test(system.output)) {
      if (child.exitCode !== null || performance.now() > deadline)
        throw new Error(`The system did not start:\n${system.output}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return system;
  }

  /** What the launcher wrote to the terminal. */
  get output(): string {
    return this.#output;
  }

  url(service: ServiceName): string {
    return `http://127.0.0.1:${PORTS[service] + this.portOffset}`;
  }

  /** The HTTP API of the fault proxy. */
  get faultProxyUrl(): string {
    return `http://127.0.0.1:${8474 + this.portOffset}`;
  }

  /** The URL of a service's database, past the fault proxy. */
  databaseUrl(service: ServiceName): string {
    return `postgres://${service}:${service}@127.0.0.1:${54_329 + this.portOffset}/${service}`;
  }

  /** The process of a service, as the launcher last reported it. */
  pidOf(service: string): number {
    const reports = [...this.output.matchAll(new RegExp(`${service} is ready: process (\\d+)`, 'g'))];
    const pid = reports.at(-1)?.[1];
    if (pid === undefined) throw new Error(`The launcher never said which process ${service} is.`);
    return Number(pid);
  }

  /** The lines that a service logged. */
  logs(service: string): readonly Record<string, unknown>[] {
    return readFileSync(join(this.home, 'logs', `${service}.log`), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /** Stops it as Ctrl-C does and removes its folder. @returns the exit code */
  async stop(): Promise<number | null> {
    const exited = once(this.launcher, 'exit') as Promise<[number | null]>;
    this.launcher.kill('SIGINT');
    const [code] = await exited;
    rmSync(this.home, { recursive: true, force: true });
    return code;
  }
}
