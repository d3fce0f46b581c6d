import { OperatorError } from '../operator-error.js';
import type { Backoff } from './backoff.js';
import type { Attempt } from './come-up.js';
import { describeExit } from './exit-status.js';
import type { RunningProcess } from './running-process.js';

/** A program failed to become ready as often in a row as it may. */
export class CannotComeUpError extends OperatorError {}

/** What keeping one program up needs. */
export interface KeepUpContext {
  readonly name: string;
  readonly backoff: Backoff;
  /** Launches it once, see `comeUp`. */
  readonly attempt: () => Promise<Attempt>;
  /** Waits; ends early, without an error, when the signal aborts. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly elapsedMs: () => number;
  readonly report: (text: string) => void;
  /** The last lines the program wrote and where the others are, for the message that ends everything. */
  readonly lastWords: () => string;
  /** Called each time it has become ready. */
  readonly onUp: (process: RunningProcess, tookMs: number) => void;
  readonly stopping: AbortSignal;
  readonly forced: AbortSignal;
}

/** After so long without a death the waits between restarts begin again with the shortest, in ms. */
export const STABLE_AFTER_MS = 30_000;
const MAX_FAILURES = 3;

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

/**
 * Keeps one program running until `stopping` aborts, and returns when it has ended.
 *
 * @throws {CannotComeUpError} when it could not become ready three times in a row.
 */
export async function keepUp(context: KeepUpContext): Promise<void> {
  let failures = 0;
  while (!context.stopping.aborted) {
    const launchedAtMs = context.elapsedMs();
    const attempt = await context.attempt();
    if (attempt.type === 'stopped') return;
    if (attempt.type === 'up') {
      failures = 0;
      context.onUp(attempt.process, context.elapsedMs() - launchedAtMs);
      await watch(attempt.process, context);
      continue;
    }
    failures += 1;
    if (failures === MAX_FAILURES) {
      context.report(`${context.name} could not come up ${MAX_FAILURES} times in a row: giving up`);
      throw new CannotComeUpError(
        `${context.name} could not come up ${MAX_FAILURES} times in a row: ${attempt.reason}${context.lastWords()}`,
      );
    }
    await waitBeforeRestart(`${context.name} could not come up: ${attempt.reason}`, context);
  }
}

/** Until it dies, then waits for the time of its restart; or until it is to stop, then ends it. */
async function watch(process: RunningProcess, context: KeepUpContext): Promise<void> {
  const upAtMs = context.elapsedMs();
  const status = await Promise.race([process.exited, aborted(context.stopping)]);
  if (status === undefined) {
    await process.end(context.forced);
    return;
  }
  if (context.stopping.aborted) return;
  if (context.elapsedMs() - upAtMs >= STABLE_AFTER_MS) context.backoff.reset();
  await waitBeforeRestart(`${context.name} died: process ${process.pid} ${describeExit(status)}`, context);
}

async function waitBeforeRestart(what: string, context: KeepUpContext): Promise<void> {
  const waitMs = context.backoff.nextMs();
  context.report(`${what}; starting it again in ${seconds(waitMs)}`);
  await context.wait(waitMs, context.stopping);
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
