import { join } from 'node:path';
import { LogFile } from './logs/log-file.js';
import type { Terminal } from './logs/terminal.js';
import type { Machine } from './machine.js';

const NAME = 'baluarte';

/** What this tool itself has to tell: to the terminal, and as JSON to `logs/baluarte.log`. */
export class Reporter {
  private readonly file: LogFile;

  constructor(
    home: string,
    private readonly terminal: Terminal,
    private readonly machine: Machine,
  ) {
    this.file = new LogFile(join(home, 'logs', `${NAME}.log`), {
      onError: (error) => this.terminal.say(NAME, `its own log is lost from here on: ${error.message}`),
    });
  }

  /** Tells one thing that happened. */
  readonly report = (msg: string): void => {
    this.terminal.say(NAME, msg);
    this.file.write(
      JSON.stringify({ time: this.machine.now().toISOString(), level: 'info', service: NAME, msg }),
    );
  };

  /** Resolves when the file is complete. */
  close(): Promise<void> {
    return this.file.close();
  }
}
