import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { eventually } from './eventually.js';

export interface ServiceProcessOptions {
  /** The built entry file, such as `apps/orders/dist/main.js`. */
  readonly entry: string;
  readonly env: Readonly<Record<string, string>>;
  /** Answers 200 once the service is ready. */
  readonly readyUrl: string;
  /** Default 20 000. */
  readonly startTimeoutMs?: number;
}

/** A line that a service logged. */
export type LogLine = Readonly<Record<string, unknown>>;

/** A service running as a process of its own, which a test may kill as the world would. */
export class ServiceProcess {
  readonly #lines: LogLine[] = [];
  readonly #text: string[] = [];

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr])
      if (stream) createInterface({ input: stream }).on('line', (line) => this.keep(line));
  }

  /** Spawns it and waits until it is ready; throws with its output if it ends before. */
  static async start({
    entry,
    env,
    readyUrl,
    startTimeoutMs = 20_000,
  }: ServiceProcessOptions): Promise<ServiceProcess> {
    const child = spawn(process.execPath, [entry], {
      env: { PATH: process.env['PATH'], ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const service = new ServiceProcess(child);
    process.once('exit', () => child.kill('SIGKILL'));
    await eventually(async () => {
      if (service.hasEnded) return true;
      return (await fetch(readyUrl, { signal: AbortSignal.timeout(1_000) })).ok;
    }, startTimeoutMs);
    if (service.hasEnded) throw new Error(`The service ended before it was ready:\n${service.output}`);
    return service;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Every line it logged as JSON, oldest first. */
  get logs(): readonly LogLine[] {
    return this.#lines;
  }

  /** Everything it wrote, as it is. */
  get output(): string {
    return this.#text.join('\n');
  }

  /**
   * Sends a signal and waits until the process has ended.
   *
   * @returns its exit code, or null when the signal ended it
   */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> {
    if (this.hasEnded) return this.child.exitCode;
    const exited = once(this.child, 'exit') as Promise<[number | null]>;
    this.child.kill(signal);
    const [code] = await exited;
    return code;
  }

  private keep(line: string): void {
    this.#text.push(line);
    if (!line.startsWith('{')) return;
    try {
      this.#lines.push(JSON.parse(line) as LogLine);
    } catch (error) {
      this.#lines.push({ unreadable: line, reason: String(error) });
    }
  }
}
