import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { ExitStatus } from './exit-status.js';
import { tieToOurLife } from './lifeline.js';
import type { Program, StopPlan } from './program.js';

/** How long output may still arrive after the end of a process whose own children hold its pipes, in ms. */
const LAST_WORDS_MS = 1_000;

/** A program that has been launched. */
export interface RunningProcess {
  readonly pid: number;
  /** Resolves once, when it has ended and its output has been read. */
  readonly exited: Promise<ExitStatus>;
  /** Asks it to end, forces it after the grace time or as soon as `forced` aborts, and waits until it has. */
  end(forced: AbortSignal): Promise<ExitStatus>;
}

/** Starts a program; the default starts a real process. */
export type Launch = (program: Launchable, onLine: (line: string) => void) => Promise<RunningProcess>;

/** What is needed to start a program and to end it. */
export type Launchable = Pick<Program, 'name' | 'command' | 'args' | 'options' | 'stopPlan'>;

/**
 * Starts the program in a session of its own, so that a Ctrl-C of the terminal reaches only the supervisor, and
 * ties its life to ours.
 *
 * @throws the error of the operating system when it cannot be started at all.
 */
export const launch: Launch = async ({ command, args, options, stopPlan }, onLine) => {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  await once(child, 'spawn');
  if (child.pid === undefined) throw new Error(`${command} started without a process id.`);
  const cutTie = tieToOurLife(child.pid, stopPlan);
  const exited = exitOf(child, [child.stdout, child.stderr], onLine);
  void exited.then(cutTie);
  return { pid: child.pid, exited, end: (forced) => end(child, exited, stopPlan, forced) };
};

async function exitOf(
  child: ChildProcess,
  outputs: readonly Readable[],
  onLine: (line: string) => void,
): Promise<ExitStatus> {
  for (const output of outputs) createInterface({ input: output }).on('line', onLine);
  const closed = once(child, 'close');
  await once(child, 'exit');
  await Promise.race([closed, delay(LAST_WORDS_MS, undefined, { ref: false })]);
  return { code: child.exitCode, signal: child.signalCode };
}

async function end(
  child: ChildProcess,
  exited: Promise<ExitStatus>,
  { gentle, graceMs, forced: forcedSignal }: StopPlan,
  forced: AbortSignal,
): Promise<ExitStatus> {
  const force = () => child.kill(forcedSignal);
  if (forced.aborted) force();
  else child.kill(gentle);
  const timer = setTimeout(force, graceMs);
  forced.addEventListener('abort', force, { once: true });
  try {
    return await exited;
  } finally {
    clearTimeout(timer);
    forced.removeEventListener('abort', force);
  }
}
