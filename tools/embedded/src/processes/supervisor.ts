import { setTimeout as delay } from 'node:timers/promises';
import type { ProgramLog } from '../logs/program-log.js';
import type { Machine } from '../machine.js';
import { Backoff } from './backoff.js';
import { comeUp } from './come-up.js';
import { keepUp } from './keep-up.js';
import { requireFreePort } from './port-check.js';
import type { Program } from './program.js';
import { launch, type RunningProcess } from './running-process.js';

/** What a supervisor tells and needs. */
export interface SupervisorContext {
  readonly machine: Machine;
  /** Ends waiting for programs to end by themselves. */
  readonly forced: AbortSignal;
  readonly report: (text: string) => void;
  /** Told of each process that lives, so that a later run can end it when this one cannot. */
  readonly onLaunch: (program: Program, process: RunningProcess) => void;
}

/** A program that is being kept up. */
interface Kept {
  readonly stop: AbortController;
  /** Settles when the program has ended for good. */
  readonly ended: Promise<void>;
}

/** Keeps programs up, each on its own, until they are stopped. */
export class Supervisor {
  private readonly kept = new Map<string, Kept>();
  private readonly failure = Promise.withResolvers<never>();

  constructor(private readonly context: SupervisorContext) {
    // Whoever waits for `failed` hears of it; until then it is nobody's unhandled rejection.
    this.failure.promise.catch(() => undefined);
  }

  /** Rejects with the first `CannotComeUpError` of any program. */
  get failed(): Promise<never> {
    return this.failure.promise;
  }

  /**
   * Starts a program and keeps it up.
   *
   * @returns when it is ready for the first time, or has been stopped before that.
   * @throws {CannotComeUpError}
   */
  async start(program: Program, log: ProgramLog): Promise<void> {
    const up = Promise.withResolvers<void>();
    const stop = new AbortController();
    const ended = this.keep(program, log, stop.signal, up.resolve);
    this.kept.set(program.name, { stop, ended: ended.catch(() => undefined) });
    ended.then(up.resolve, (error: unknown) => {
      this.failure.reject(error);
      up.reject(error);
    });
    await up.promise;
  }

  /** Stops programs side by side and returns when they have ended. */
  async stop(names: readonly string[]): Promise<void> {
    const kept = names.flatMap((name) => this.kept.get(name) ?? []);
    for (const { stop } of kept) stop.abort();
    await Promise.all(kept.map(({ ended }) => ended));
  }

  private keep(
    program: Program,
    log: ProgramLog,
    stopping: AbortSignal,
    onFirstUp: () => void,
  ): Promise<void> {
    const { machine, forced, report, onLaunch } = this.context;
    const attemptContext = {
      launch,
      requireFreePort,
      onLine: (line: string) => log.line(line),
      onLaunch: (process: RunningProcess) => onLaunch(program, process),
      stopping,
      forced,
    };
    return keepUp({
      name: program.name,
      backoff: new Backoff({ random: machine.random }),
      attempt: () => comeUp(program, attemptContext),
      wait: (ms, signal) => delay(ms, undefined, { signal }).catch(() => undefined),
      elapsedMs: machine.elapsedMs,
      report,
      lastWords: () => lastWords(log),
      onUp: (process, tookMs) => {
        report(`${program.name} is ready: process ${process.pid}, after ${(tookMs / 1000).toFixed(1)} s`);
        onFirstUp();
      },
      stopping,
      forced,
    });
  }
}

function lastWords(log: ProgramLog): string {
  const lines = log.lastLines.map((line) => `  | ${line}`);
  return lines.length === 0 ? '' : `\nThe last lines of ${log.path}:\n${lines.join('\n')}`;
}
