import { PassThrough } from 'node:stream';
import { machine } from '../machine.js';
import type { LogFile } from './log-file.js';
import { ProgramLog } from './program-log.js';
import { Terminal } from './terminal.js';

/** A log whose file and terminal are arrays of text. */
function capturedLog(verbose = false) {
  const file: string[] = [];
  const stream = new PassThrough({ encoding: 'utf8' });
  const log = new ProgramLog({
    name: 'orders',
    file: { path: 'orders.log', write: (line: string) => void file.push(line) } as unknown as LogFile,
    terminal: new Terminal(stream, machine, () => undefined),
    machine,
    verbose,
  });
  return { log, file, shown: () => String(stream.read() ?? '') };
}

const line = (level: string | number) =>
  JSON.stringify({ level, service: 'orders', msg: 'the message', trace_id: 'abc' });

describe('ProgramLog', () => {
  it('keeps JSON lines as they are', () => {
    const { log, file } = capturedLog();
    log.line(line('info'));
    expect(file).toEqual([line('info')]);
  });

  it.each(['warn', 'error', 'fatal', 40, 50, 60])('shows level %p on the terminal', (level) => {
    const { log, shown } = capturedLog();
    log.line(line(level));
    expect(shown()).toMatch(/orders {10}.*the message.*"trace_id":"abc"/);
  });

  it.each(['info', 'debug', 30, 20])('shows level %p only when asked to', (level) => {
    const quiet = capturedLog();
    quiet.log.line(line(level));
    expect(quiet.shown()).toBe('');

    const verbose = capturedLog(true);
    verbose.log.line(line(level));
    expect(verbose.shown()).toContain('the message');
  });

  it('shows an error in one line, whose stack is in the file', () => {
    const err = { type: 'Error', message: 'it broke', stack: 'Error: it broke\n    at somewhere.js:1:1' };
    const failed = JSON.stringify({ level: 'error', service: 'orders', err, msg: 'request completed' });
    const { log, file, shown } = capturedLog();
    log.line(failed);
    expect(file).toEqual([failed]);
    expect(shown()).toMatch(/^\S+ orders .*request completed.*"err":"Error: it broke".*\n$/);

    const verbose = capturedLog(true);
    verbose.log.line(failed);
    expect(verbose.shown()).toContain('at somewhere.js:1:1');
  });

  it('shows a line as it is that only looks like JSON', () => {
    const { log, shown } = capturedLog();
    log.line('{"level":"error", and no more');
    expect(shown()).toContain('{"level":"error", and no more');
  });

  it('shows plain text as an error and wraps it for the file, so that the file stays JSON', () => {
    const { log, file, shown } = capturedLog();
    log.line('TypeError: x is not a function');
    expect(JSON.parse(file.join())).toMatchObject({
      level: 'error',
      service: 'orders',
      msg: 'TypeError: x is not a function',
    });
    expect(shown()).toContain('TypeError: x is not a function');
  });

  it('keeps the last lines and no more', () => {
    const { log } = capturedLog();
    for (let n = 0; n < 50; n += 1) log.line(`line ${n}`);
    expect(log.lastLines).toHaveLength(20);
    expect(log.lastLines.at(-1)).toBe('line 49');
  });

  it('is silent on the terminal once it is muted', () => {
    const { log, shown } = capturedLog();
    log.mute();
    log.line(line('error'));
    expect(shown()).toBe('');
  });
});
