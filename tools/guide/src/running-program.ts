import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const RUNNER = fileURLToPath(new URL('../dist/run-program.js', import.meta.url));

/** A function of a program of the guide in a process of its own, which a measure may kill as the world would. */
export class RunningProgram {
  /** When the process has ended, however that was. */
  readonly ended: Promise<unknown>;
  /** When the function has returned; also when the process ended before. */
  readonly returned: Promise<unknown>;
  readonly #child: ChildProcess;

  private constructor(words: readonly string[]) {
    this.#child = fork(RUNNER, words, { stdio: ['ignore', 2, 2, 'ipc'], execArgv: ['--no-warnings'] });
    this.ended = once(this.#child, 'exit');
    this.returned = Promise.race([once(this.#child, 'message'), this.ended]);
  }

  /** @param file as `Subject.file` gives it */
  static start(file: string, name: string, ...words: string[]): RunningProgram {
    return new RunningProgram([file, name, ...words]);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }
}
