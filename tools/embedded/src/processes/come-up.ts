import { setTimeout as delay } from 'node:timers/promises';
import { describeExit } from './exit-status.js';
import type { Program } from './program.js';
import type { Launch, RunningProcess } from './running-process.js';

/** What launching a program once led to. */
export type Attempt =
  | { readonly type: 'up'; readonly process: RunningProcess }
  | { readonly type: 'failed'; readonly reason: string }
  | { readonly type: 'stopped' };

/** What an attempt needs from outside. */
export interface ComeUpContext {
  readonly launch: Launch;
  readonly onLine: (line: string) => void;
  /** Told of each process as soon as it lives. */
  readonly onLaunch: (process: RunningProcess) => void;
  /** @throws when the port is taken. */
  readonly requireFreePort: (port: number, wantedBy: string) => Promise<void>;
  readonly stopping: AbortSignal;
  readonly forced: AbortSignal;
}

const POLL_MS = 50;
const PROBE_TIMEOUT_MS = 1_000;

/** Launches a program and waits until it is ready; a process that does not get there is ended. */
export async function comeUp(program: Program, context: ComeUpContext): Promise<Attempt> {
  let process: RunningProcess;
  try {
    await context.requireFreePort(program.port, program.name);
    await program.prepare?.();
    if (context.stopping.aborted) return { type: 'stopped' };
    process = await context.launch(program, context.onLine);
  } catch (error) {
    return { type: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
  context.onLaunch(process);
  return waitUntilReady(program, process, context);
}

async function waitUntilReady(
  program: Program,
  process: RunningProcess,
  { stopping, forced }: ComeUpContext,
): Promise<Attempt> {
  const ended = new AbortController();
  void process.exited.then(() => ended.abort());
  const tooLate = AbortSignal.timeout(program.startTimeoutMs);
  const isReady = await poll(program, AbortSignal.any([stopping, ended.signal, tooLate]));
  if (isReady) return { type: 'up', process };
  if (ended.signal.aborted) {
    const reason = `process ${process.pid} ${describeExit(await process.exited)} before it was ready`;
    return stopping.aborted ? { type: 'stopped' } : { type: 'failed', reason };
  }
  await process.end(forced);
  if (stopping.aborted) return { type: 'stopped' };
  return {
    type: 'failed',
    reason: `process ${process.pid} was not ready within ${program.startTimeoutMs / 1000} s`,
  };
}

async function poll(program: Program, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    if (await probe(program, AbortSignal.any([signal, AbortSignal.timeout(PROBE_TIMEOUT_MS)])))
      return !signal.aborted;
    await pause(signal);
  }
  return false;
}

/** A probe that throws says no: nobody listens yet. */
const probe = (program: Program, signal: AbortSignal): Promise<boolean> =>
  program.isReady(signal).catch(() => false);

const pause = (signal: AbortSignal): Promise<void> =>
  delay(POLL_MS, undefined, { signal }).catch(() => undefined);
