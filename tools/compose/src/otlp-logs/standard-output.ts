import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { StringDecoder } from 'node:string_decoder';

const STANDARD_OUTPUT = 1;
/** A line that never ends is handed on in pieces of this size. */
const LONGEST_LINE = 256 * 1024;

type Written = (error: Error | null, bytes: number, ...rest: unknown[]) => void;

/**
 * Hands on every line that is written to standard output through `fs`, which is how pino writes:
 * the same text, after every redaction. What is written is not changed, and `onLine` may not throw.
 */
export function watchStandardOutput(onLine: (line: string) => void): void {
  const { write, writeSync } = fs;
  const split = lineSplitter(onLine);
  const watchedSync = (fd: number, data: unknown, ...rest: unknown[]): number => {
    const bytes = Reflect.apply(writeSync, fs, [fd, data, ...rest]) as number;
    if (fd === STANDARD_OUTPUT) split(writtenBytes(data, rest, bytes));
    return bytes;
  };
  const watched = (fd: number, data: unknown, ...rest: unknown[]): void => {
    const done = rest.at(-1);
    if (fd !== STANDARD_OUTPUT || typeof done !== 'function') {
      Reflect.apply(write, fs, [fd, data, ...rest]);
      return;
    }
    const seen: Written = (error, bytes, ...more) => {
      if (error === null) split(writtenBytes(data, rest, bytes));
      (done as Written)(error, bytes, ...more);
    };
    Reflect.apply(write, fs, [fd, data, ...rest.slice(0, -1), seen]);
  };
  Object.assign(fs, { write: watched, writeSync: watchedSync });
  syncBuiltinESMExports();
}

/** A pipe that is full takes only a part, and the rest is written again. */
function writtenBytes(data: unknown, [offset]: readonly unknown[], bytes: number): Buffer {
  if (typeof data === 'string') return Buffer.from(data).subarray(0, bytes);
  const { buffer, byteOffset, byteLength } = data as Uint8Array;
  const first = typeof offset === 'number' ? offset : 0;
  return Buffer.from(buffer, byteOffset, byteLength).subarray(first, first + bytes);
}

function lineSplitter(onLine: (line: string) => void): (data: Buffer) => void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  return (data) => {
    const lines = (rest + decoder.write(data)).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE) {
      lines.push(rest);
      rest = '';
    }
    for (const line of lines) if (line !== '') onLine(line);
  };
}
