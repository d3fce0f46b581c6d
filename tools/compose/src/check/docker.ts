import { processEnvironment } from '@baluarte/config';
import { run, type CommandResult } from './command.js';

/** The docker on the PATH, with the engine that its own environment names. */
export class Docker {
  readonly #root: string;
  readonly #variables: Readonly<Record<string, string>>;

  /**
   * @param root the folder of the compose file
   * @param variables what compose files are filled in with, above the environment
   */
  constructor(root: string, variables: Readonly<Record<string, string>>) {
    this.#root = root;
    this.#variables = variables;
  }

  /** Whatever the exit code. */
  try(args: readonly string[], signal: AbortSignal, timeoutMs = 60_000): Promise<CommandResult> {
    const environment = { ...processEnvironment(), ...this.#variables };
    return run('docker', args, { signal, timeoutMs, cwd: this.#root, environment });
  }

  /**
   * @returns what it wrote
   * @throws Error with what it complained of
   */
  async ask(args: readonly string[], signal: AbortSignal, timeoutMs = 60_000): Promise<string> {
    const { code, stdout, stderr } = await this.try(args, signal, timeoutMs);
    if (code === 0) return stdout;
    throw new Error(`docker ${args.join(' ')} failed:\n${lastLines(`${stdout}\n${stderr}`)}`);
  }
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-25).join('\n');
}
