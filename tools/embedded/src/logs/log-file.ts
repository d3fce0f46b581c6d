import { createWriteStream, existsSync, mkdirSync, openSync, renameSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';

/** Bounds of a log file. */
export interface LogFileOptions {
  /** Size at which a new file is begun, in bytes. Default 10 MB. */
  readonly maxBytes?: number;
  /** Told once when the file cannot be written; lines are lost from then on, and nothing else happens. */
  readonly onError: (error: Error) => void;
}

const MAX_BYTES = 10 * 1024 * 1024;

/** A log file that never holds more than one run and a bounded size, and keeps the one before it as `<name>.1`. */
export class LogFile {
  private stream: WriteStream;
  private bytes = 0;
  private isBroken = false;

  constructor(
    readonly path: string,
    private readonly options: LogFileOptions,
  ) {
    mkdirSync(dirname(path), { recursive: true });
    this.stream = this.begin();
  }

  /** Appends a line. Never throws. */
  write(line: string): void {
    if (this.isBroken) return;
    if (this.bytes >= (this.options.maxBytes ?? MAX_BYTES)) this.rotate();
    this.bytes += Buffer.byteLength(line) + 1;
    this.stream.write(`${line}\n`);
  }

  /** Resolves when everything is on its way to the disk. */
  async close(): Promise<void> {
    if (this.isBroken) return;
    this.stream.end();
    await finished(this.stream);
  }

  private rotate(): void {
    this.stream.end();
    this.bytes = 0;
    try {
      this.stream = this.begin();
    } catch (error) {
      this.breakOff(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Opens at once and not when the first line is written: the next rotation must find the file. */
  private begin(): WriteStream {
    if (existsSync(this.path)) renameSync(this.path, `${this.path}.1`);
    const stream = createWriteStream(this.path, { fd: openSync(this.path, 'a') });
    stream.on('error', (error) => this.breakOff(error));
    return stream;
  }

  private breakOff(error: Error): void {
    if (!this.isBroken) this.options.onError(error);
    this.isBroken = true;
  }
}
