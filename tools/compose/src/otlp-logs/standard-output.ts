import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const STANDARD_OUTPUT = 1;
/** A line that never ends is handed on in pieces of this size. */
const LONGEST_LINE = 256 * 1024;

/**
 * Hands on every line that is written to standard output through `fs`, which is how pino writes:
 * the same text, after every redaction. What is written is not changed, and `onLine` may not throw.
 *
 * @returns ends it
 */
export function watchStandardOutput(onLine: (line: string) => void): () => void {
  const { writeSync } = fs;
  const split = lineSplitter(onLine);
  const watched = (fd: number, data: unknown, ...rest: unknown[]): number => {
    const written = Reflect.apply(writeSync, fs, [fd, data, ...rest]) as number;
    if (fd === STANDARD_OUTPUT) split(writtenText(data, written));
    return written;
  };
  replaceWriteSync(watched as typeof fs.writeSync);
  return () => replaceWriteSync(writeSync);
}

function replaceWriteSync(writeSync: typeof fs.writeSync): void {
  fs.writeSync = writeSync;
  syncBuiltinESMExports();
}

/** A pipe that is full takes only a part, and the rest is written again. */
function writtenText(data: unknown, written: number): string {
  if (typeof data !== 'string') return Buffer.from(data as Uint8Array).toString('utf8', 0, written);
  return Buffer.byteLength(data) === written ? data : Buffer.from(data).toString('utf8', 0, written);
}

function lineSplitter(onLine: (line: string) => void): (text: string) => void {
  let rest = '';
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE) {
      lines.push(rest);
      rest = '';
    }
    for (const line of lines) if (line !== '') onLine(line);
  };
}
