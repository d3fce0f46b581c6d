import { UsageError } from './usage-error.js';

/** What a command is given. */
export interface Command {
  readonly args: readonly string[];
  readonly say: (text: string) => void;
  /** Aborted by Ctrl-C, by SIGTERM and when nobody reads any more: end, and leave nothing behind. */
  readonly signal: AbortSignal;
}

/**
 * Runs a command line to its exit code: what the command says, 2 for arguments that make no sense, 0 for help.
 *
 * @param usage shown for help and for wrong arguments
 */
export async function runCommand(
  usage: string,
  run: (command: Command) => Promise<number | 'help'>,
): Promise<void> {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, stop);
  process.stdout.on('error', stop);
  const say = (text: string) => void process.stdout.write(`${text}\n`);
  try {
    const code = await run({ args: process.argv.slice(2), say, signal: stopping.signal });
    if (code === 'help') say(usage);
    process.exitCode = code === 'help' ? 0 : code;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n\n${usage}`);
    process.exitCode = 2;
  }
}
