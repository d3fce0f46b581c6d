import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** How a program ended, and everything it wrote. */
export interface Ending {
  readonly code: number;
  readonly output: string;
}

/** Runs a program to its end; a failure is an answer too. */
export async function run(
  program: string,
  words: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Ending> {
  try {
    const { stdout, stderr } = await promisify(execFile)(program, words, {
      cwd,
      env: { ...process.env, ...env },
      timeout: 300_000,
    });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout = '', stderr = '', message } = error as Error & Record<string, unknown>;
    return { code: typeof code === 'number' ? code : 1, output: `${stdout}${stderr}` || message };
  }
}
