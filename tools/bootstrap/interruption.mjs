const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const controller = new AbortController();

/** Somebody asked us to stop before the work was done. */
export class Interrupted extends Error {}

/** Aborts with the name of the signal as its reason when somebody asks us to stop. */
export const interruption = controller.signal;

const onSignal = (signal) => controller.abort(signal);

/**
 * From here on a signal ends the work in order instead of ending the process at once; so does the end of npm, which
 * cannot hand a signal on when it is killed.
 */
export function catchSignals() {
  for (const signal of SIGNALS) process.on(signal, onSignal);
  if (process.env.npm_lifecycle_event === undefined) return;
  const launcher = process.ppid;
  setInterval(() => process.ppid !== launcher && onSignal('SIGTERM'), 500).unref();
}

/** Leaves signals to whoever comes next. */
export function releaseSignals() {
  for (const signal of SIGNALS) process.off(signal, onSignal);
}

/** @throws {Interrupted} when we were asked to stop. */
export function throwIfInterrupted() {
  if (interruption.aborted) throw new Interrupted(`Interrupted by ${interruption.reason}.`);
}
