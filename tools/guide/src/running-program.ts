import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { processEnvironment } from '@baluarte/config';

const RUNNER = fileURLToPath(new URL('../dist/run-program.js', import.meta.url));

/** A function of a program of the guide in a process of its own, which a measure may kill as the world would. */
export class RunningProgram {
  /** When the process has ended and all that it wrote is here, however that was. */
  readonly ended: Promise<unknown>;
  /** When the function has returned; also when the process ended before. */
  readonly returned: Promise<unknown>;
  readonly #child: ChildProcess;
  readonly #written = { stdout: '', stderr: '' };

  private constructor(words: readonly string[], environment: Readonly<Record<string, string>>) {
    this.#child = fork(RUNNER, words, {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: ['--no-warnings'],
      env: { ...processEnvironment(), ...environment },
    });
    for (const stream of ['stdout', 'stderr'] as const)
      this.#child[stream]?.setEncoding('utf8').on('data', (text: string) => this.#keep(stream, text));
    this.ended = once(this.#child, 'close');
    this.returned = Promise.race([once(this.#child, 'message'), this.ended]);
  }

  /** @param file as `Subject.file` gives it */
  static start(file: string, name: string, ...words: string[]): RunningProgram {
    return new RunningProgram([file, name, ...words], {});
  }

  /** The same with variables of the environment. */
  static startIn(
    environment: Readonly<Record<string, string>>,
    file: string,
    name: string,
    ...words: string[]
  ): RunningProgram {
    return new RunningProgram([file, name, ...words], environment);
  }

  /** Every whole line that it has written by now: to stdout, then to stderr. */
  get lines(): readonly string[] {
    return Object.values(this.#written)
      .flatMap((text) => text.split('\n').slice(0, -1))
      .filter((line) => line !== '');
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Kept, and shown to whoever looks for what went wrong. */
  #keep(stream: 'stdout' | 'stderr', text: string): void {
    this.#written[stream] += text;
    process.stderr.write(text);
  }
}
