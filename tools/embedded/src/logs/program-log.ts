import { prettyFactory } from 'pino-pretty';
import type { Machine } from '../machine.js';
import type { LogFile } from './log-file.js';
import type { Terminal } from './terminal.js';

/** Reads a line that is not JSON. */
export type PlainLine = (line: string) => { readonly level: Level; readonly msg: string };

type Level = 'info' | 'warn' | 'error';

/** Where the lines of one program go. */
export interface ProgramLogOptions {
  readonly name: string;
  readonly file: LogFile;
  readonly terminal: Terminal;
  readonly machine: Machine;
  /** Show every line on the terminal, not only warnings and errors. */
  readonly verbose: boolean;
  /** Default: an error, since a service logs JSON and writes plain text only when it breaks. */
  readonly plainLine?: PlainLine;
}

const KEPT_LINES = 20;
const WARNING_OR_WORSE = /"level":(?:[456]0\b|"(?:warn|error|fatal)")/;

/** The log lines of one program: all of them as JSON to its file, what matters readable on the terminal. */
export class ProgramLog {
  private readonly pretty: (line: string) => string;
  private readonly recent: string[] = [];
  private isMuted = false;

  constructor(private readonly options: ProgramLogOptions) {
    this.pretty = prettyFactory({
      colorize: options.terminal.hasColours,
      ignore: 'time,pid,hostname,service,span_id,trace_flags',
      singleLine: true,
      ...(!options.verbose && { errorLikeObjectKeys: [] }),
    });
  }

  /** Takes one line of the program's output. */
  line(line: string): void {
    const json = line.startsWith('{') ? line : this.wrap(line);
    this.options.file.write(json);
    this.recent.push(line);
    if (this.recent.length > KEPT_LINES) this.recent.shift();
    if (this.isMuted || !(this.options.verbose || WARNING_OR_WORSE.test(json))) return;
    const shown = this.options.verbose ? json : withoutStack(json);
    this.options.terminal.say(this.options.name, this.pretty(shown));
  }

  /** From here on nothing more goes to the terminal: a program that is being stopped complains about the others. */
  mute(): void {
    this.isMuted = true;
  }

  /** The last lines, oldest first. */
  get lastLines(): readonly string[] {
    return this.recent;
  }

  /** Where all of them are. */
  get path(): string {
    return this.options.file.path;
  }

  /** Resolves when the file is complete. */
  close(): Promise<void> {
    return this.options.file.close();
  }

  private wrap(line: string): string {
    const { level, msg } = this.options.plainLine?.(line) ?? { level: 'error', msg: line };
    const time = this.options.machine.now().toISOString();
    return JSON.stringify({ time, level, service: this.options.name, msg });
  }
}

interface Failed {
  readonly err?: { readonly type?: unknown; readonly message?: unknown };
}

/** A line whose error is told in its words alone: dozens of stacks would hide what else is said. */
function withoutStack(json: string): string {
  try {
    const line = JSON.parse(json) as Failed;
    const { type, message } = line.err ?? {};
    return message === undefined
      ? json
      : JSON.stringify({ ...line, err: `${String(type)}: ${String(message)}` });
  } catch {
    return json;
  }
}
