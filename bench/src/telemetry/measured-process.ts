import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { eventually, freePort } from '@baluarte/testing';

export interface ProcessToMeasure {
  readonly entry: string;
  /** For Node itself. */
  readonly nodeArguments?: readonly string[];
  /** For the program. */
  readonly argumentsFor?: (port: number) => readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Clock ticks of `/proc/<pid>/stat` in a second: always 100 on Linux. */
const TICKS_PER_SECOND = 100;

/** A service in a process of its own, whose log goes nowhere and whose costs can be read. */
export class MeasuredProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(program: ProcessToMeasure): Promise<MeasuredProcess> {
    const { entry, nodeArguments = [], argumentsFor = () => [], env = {} } = program;
    const port = await freePort();
    const nowhere = openSync(devNull, 'w');
    const child = spawn(process.execPath, [...nodeArguments, entry, ...argumentsFor(port)], {
      env: { NODE_ENV: 'production', ...env, PORT: String(port) },
      stdio: ['ignore', nowhere, 'inherit'],
    });
    closeSync(nowhere);
    process.once('exit', () => child.kill('SIGKILL'));
    const measured = new MeasuredProcess(child, `http://127.0.0.1:${port}`);
    await eventually(async () => (await fetch(`${measured.url}/api/v1/products/P001`)).ok, 30_000);
    return measured;
  }

  /** Processor time that it has used so far, ms; not known where there is no `/proc`. */
  processorMs(): number {
    try {
      const stat = readFileSync(`/proc/${this.child.pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_PER_SECOND;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Number.NaN;
      throw error;
    }
  }

  /** What `/metrics` says under a name without labels. */
  async metric(name: string): Promise<number> {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
  }

  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    await once(this.child, 'exit');
  }
}
