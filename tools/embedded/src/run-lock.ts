import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from './error-code.js';
import { OperatorError } from './operator-error.js';
import { endLeftover, type Leftover } from './processes/end-leftover.js';
import { identityOf } from './processes/process-identity.js';

interface Record {
  readonly pid: number;
  readonly identity: string;
  readonly children: readonly Leftover[];
}

/** One running system per home: who runs it, and every process it has started. */
export class RunLock {
  private children: Leftover[] = [];

  private constructor(
    private readonly path: string,
    private readonly identity: string,
  ) {}

  /**
   * Takes the lock. Processes left by a copy that was killed are ended first.
   *
   * @param onLeftover is told of each process that had to be ended.
   * @throws {OperatorError} when another copy runs.
   */
  static async acquire(home: string, onLeftover: (leftover: Leftover) => void): Promise<RunLock> {
    mkdirSync(home, { recursive: true });
    const identity = identityOf(process.pid);
    if (identity === undefined)
      throw new Error('The operating system does not tell when this process started.');
    const lock = new RunLock(join(home, 'running.json'), identity);
    while (!lock.tryCreate()) {
      const other = lock.read();
      if (other && identityOf(other.pid) === other.identity) {
        throw new OperatorError(
          `Baluarte is already running here as process ${other.pid}. Stop it with Ctrl-C there or with ` +
            `"kill ${other.pid}", or run this copy with its own --home and --port-offset.`,
        );
      }
      for (const child of other?.children ?? []) {
        if (await endLeftover(child)) onLeftover(child);
      }
      rmSync(lock.path, { force: true });
    }
    return lock;
  }

  /** Notes a process, so that the next copy can end it should we be killed. */
  note(child: Omit<Leftover, 'identity'>): void {
    const identity = identityOf(child.pid);
    if (identity === undefined) return;
    this.children = [...this.children.filter(({ name }) => name !== child.name), { ...child, identity }];
    const draft = this.writeDraft();
    renameSync(draft, this.path);
  }

  /** Gives the lock back. */
  release(): void {
    rmSync(this.path, { force: true });
  }

  /** A hard link appears with its whole content or not at all, and only if there is none yet. */
  private tryCreate(): boolean {
    const draft = this.writeDraft();
    try {
      linkSync(draft, this.path);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    } finally {
      rmSync(draft);
    }
  }

  private writeDraft(): string {
    const draft = `${this.path}.${process.pid}`;
    const record: Record = { pid: process.pid, identity: this.identity, children: this.children };
    writeFileSync(draft, JSON.stringify(record, undefined, 2));
    return draft;
  }

  private read(): Record | undefined {
    try {
      return JSON.parse(readFileSync(this.path, 'utf8')) as Record;
    } catch (error) {
      const isGoneOrBroken =
        error instanceof SyntaxError ||
        (error instanceof Error && 'code' in error && error.code === 'ENOENT');
      if (isGoneOrBroken) return undefined;
      throw error;
    }
  }
}
