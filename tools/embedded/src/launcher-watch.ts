const POLL_MS = 500;

/**
 * Calls `onGone` when the process that started us is gone: a killed npm cannot hand a signal on.
 *
 * @returns a function that ends the watch.
 */
export function watchLauncher(onGone: () => void): () => void {
  const launcher = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== launcher) onGone();
  }, POLL_MS);
  timer.unref();
  return () => clearInterval(timer);
}
