import { spawn } from 'node:child_process';

/** What a command left behind. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  readonly cwd?: string;
  readonly environment?: NodeJS.ProcessEnv;
}

/**
 * Runs a program to its end. One that outlasts its time, or that is called off, is ended.
 *
 * @throws Error when it cannot be started or does not end in time
 */
export async function run(program: string, args: readonly string[], options: CommandOptions) {
  const { cwd, environment, timeoutMs } = options;
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(timeoutMs)]);
  const child = spawn(program, args, {
    ...(cwd !== undefined && { cwd }),
    ...(environment !== undefined && { env: environment }),
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise<CommandResult>((resolve, reject) => {
    child.once('error', (error) =>
      reject(new Error(`${program} ${args.join(' ')}: ${reasonOf(error, signal)}`, { cause: error })),
    );
    child.once('close', (code) => resolve({ code: code ?? 1, stdout, stderr }));
  });
}

function reasonOf(error: Error, signal: AbortSignal): string {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT')
    return 'there is no such program; install it first.';
  return signal.aborted ? `ended before it was done: ${String(signal.reason)}` : error.message;
}
