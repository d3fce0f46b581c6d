import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { eventually } from './eventually.js';
import { Guardian } from './guardian.js';

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
  readonly #closed: Promise<unknown>;

  private constructor(private readonly child: ChildProcess) {
    this.#closed = once(child, 'close');
    for (const stream of [child.stdout, child.stderr])
      if (stream) createInterface({ input: stream }).on('line', (line) => this.keep(line));
  }

  /**
   * Spawns it and waits until it is ready. It ends with this process, however that ends.
   *
   * @throws Error with its output when it ends before it is ready, or is not ready in time; it runs no more then
   */
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
    Guardian.over(child, 'KILL');
    const service = new ServiceProcess(child);
    try {
      await eventually(async () => service.hasEnded || (await isReady(readyUrl)), startTimeoutMs);
    } catch (cause) {
      await service.kill();
      throw new Error(`The service was not ready in ${startTimeoutMs} ms:\n${service.output}`, { cause });
    }
    if (!service.hasEnded) return service;
    await service.#closed;
    throw new Error(`The service ended before it was ready:\n${service.output}`);
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
   * Sends a signal and waits until the process has ended and all that it wrote is here.
   *
   * @returns its exit code, or null when the signal ended it
   */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> {
    if (!this.hasEnded) this.child.kill(signal);
    await this.#closed;
    return this.child.exitCode;
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

async function isReady(url: string): Promise<boolean> {
  return (await fetch(url, { signal: AbortSignal.timeout(1_000) })).ok;
}
