import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogFile } from './log-file.js';

describe('LogFile', () => {
  let directory: string;
  const path = () => join(directory, 'logs', 'orders.log');
  const onError = (error: Error) => {
    throw error;
  };

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'baluarte-log-'));
  });

  afterEach(() => rmSync(directory, { recursive: true }));

  it('begins a new file for each run and keeps the one before', async () => {
    for (const line of ['first run', 'second run']) {
      const log = new LogFile(path(), { onError });
      log.write(line);
      await log.close();
    }
    expect(readFileSync(path(), 'utf8')).toBe('second run\n');
    expect(readFileSync(`${path()}.1`, 'utf8')).toBe('first run\n');
  });

  it('never holds much more than its bound, and loses no line of the last two files', async () => {
    const log = new LogFile(path(), { onError, maxBytes: 100 });
    for (let n = 100; n < 120; n += 1) log.write(`line ${n}`);
    await log.close();
    const kept = readFileSync(`${path()}.1`, 'utf8') + readFileSync(path(), 'utf8');
    expect(readFileSync(path(), 'utf8').length).toBeLessThan(120);
    expect(kept.trim().split('\n').at(-1)).toBe('line 119');
    expect(kept.trim().split('\n').length).toBeGreaterThanOrEqual(8);
  });

  it('says once that it cannot write, and never throws', async () => {
    const errors: Error[] = [];
    const log = new LogFile(path(), { onError: (error) => errors.push(error), maxBytes: 1 });
    log.write('this line fills the file');
    rmSync(join(directory, 'logs'), { recursive: true });
    log.write('there is no folder for the next file');
    log.write('and still none');
    expect(errors.map(({ message }) => message)).toEqual([expect.stringContaining('ENOENT')]);
    await log.close();
  });
});
