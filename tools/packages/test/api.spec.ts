import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { libraries, ROOT } from '../libraries.mjs';
import { changedInSilence } from './support/changed-in-silence.js';

const WRITER = `${ROOT}/tools/packages/api/write-api-reports.mjs`;

describe('the public API of the libraries', () => {
  it('is what api.md says; `npm run api` in tools/packages writes it', () => {
    const printed = execFileSync(process.execPath, [WRITER, '--print'], {
      encoding: 'utf8',
      timeout: 300_000,
    });
    const reports = JSON.parse(printed) as Record<string, string>;
    const written = libraries().map(({ folder, path }) => [folder, readFileSync(`${path}/api.md`, 'utf8')]);
    expect(reports).toEqual(Object.fromEntries(written));
  });

  it('has a history with a version in each library', () => {
    for (const { path } of libraries()) {
      const { version } = JSON.parse(readFileSync(`${path}/package.json`, 'utf8')) as { version: string };
      expect(readFileSync(`${path}/CHANGELOG.md`, 'utf8')).toContain(`\n## ${version}\n`);
    }
  });

  it('does not change without a word in CHANGELOG.md', () => {
    expect(changedInSilence(changesSinceLastCommit())).toEqual([]);
  });

  it('would be found to have changed without a word', () => {
    const changes = ['M\tlibs/errors/api.md', 'M\tlibs/health/api.md', 'M\tlibs/health/CHANGELOG.md'];
    expect(changedInSilence(changes)).toEqual(['errors']);
    expect(changedInSilence(['A\tlibs/errors/api.md', 'M\tlibs/config/src/index.ts'])).toEqual([]);
  });
});

/** What differs from the parent of HEAD; nothing where there is no history to compare with. */
function changesSinceLastCommit(): string[] {
  if (!existsSync(`${ROOT}/.git`)) return [];
  const git = (...words: string[]) => execFileSync('git', words, { cwd: ROOT, encoding: 'utf8' });
  if (git('rev-list', '--count', '--max-count=2', 'HEAD').trim() !== '2') return [];
  return git('diff', '--name-status', 'HEAD~1', '--', 'libs').split('\n');
}
