import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { ROOT, ruleFiles, testFiles } from './rules.js';

const installed = spawnSync('promtool', ['--version']).error === undefined;

/** What promtool says of a file, and whether it is content with it. */
function ask(
  command: 'check' | 'test',
  path: string,
): { readonly code: number | null; readonly said: string } {
  const file = join(ROOT, path);
  const { status, stdout, stderr } = spawnSync('promtool', [command, 'rules', file], {
    cwd: dirname(file),
    encoding: 'utf8',
    timeout: 240_000,
  });
  return { code: status, said: `${stdout}${stderr}` };
}

if (!installed) process.stderr.write('Not tried with promtool: `apt-get install prometheus` brings it.\n');
else
  describe('promtool', () => {
    it.each(ruleFiles)('finds nothing wrong with %s', (path) => {
      const { code, said } = ask('check', path);
      expect([code, said]).toEqual([0, expect.stringContaining('SUCCESS')]);
    });

    it.each(testFiles)('sees %s pass', (path) => {
      const { code, said } = ask('test', path);
      expect([code, said]).toEqual([0, expect.stringContaining('SUCCESS')]);
    });
  });

it('has rules and tests to look at', () => {
  expect(ruleFiles).not.toEqual([]);
  expect(testFiles).not.toEqual([]);
});
