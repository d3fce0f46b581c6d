import { run } from './command.js';

const options = { signal: new AbortController().signal, timeoutMs: 60_000 };

describe('a command', () => {
  it('leaves its code and what it wrote', async () => {
    const script = "process.stdout.write('out'); process.stderr.write('err'); process.exitCode = 3";
    expect(await run(process.execPath, ['-e', script], options)).toEqual({
      code: 3,
      stdout: 'out',
      stderr: 'err',
    });
  });

  it('that does not exist is named', async () => {
    await expect(run('no-such-program', [], options)).rejects.toThrow('there is no such program');
  });

  it('that outlasts its time is ended', async () => {
    const forever = ['-e', 'setInterval(() => {}, 1000)'];
    await expect(run(process.execPath, forever, { ...options, timeoutMs: 100 })).rejects.toThrow(
      'ended before it was done',
    );
  });
});
