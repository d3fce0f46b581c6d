import type { Writable } from 'node:stream';
import type { Machine } from '../machine.js';

/** What the terminal offers; `process.stdout` is one. */
export type TerminalStream = Writable & { readonly isTTY?: boolean };

const NAME_WIDTH = 16;

/** What a person sees: one line per event, who it comes from in the second column. */
export class Terminal {
  private isGone = false;

  constructor(
    private readonly stream: TerminalStream,
    private readonly machine: Machine,
    onGone: () => void,
  ) {
    stream.on('error', () => {
      if (!this.isGone) onGone();
      this.isGone = true;
    });
  }

  /** Whether colours make sense. */
  get hasColours(): boolean {
    return this.stream.isTTY === true;
  }

  /** Shows text as it is. */
  print(text: string): void {
    if (!this.isGone) this.stream.write(`${text}\n`);
  }

  /** Shows what happened now and who says so; further lines of the text are indented. */
  say(name: string, text: string): void {
    const time = this.machine.now().toTimeString().slice(0, 8);
    const [first = '', ...rest] = text.trimEnd().split('\n');
    const indent = ' '.repeat(time.length + 1 + NAME_WIDTH);
    this.print(
      [`${time} ${name.padEnd(NAME_WIDTH)}${first}`, ...rest.map((line) => indent + line)].join('\n'),
    );
  }
}
