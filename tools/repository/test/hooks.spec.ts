import { spawnSync } from 'node:child_process';
import { globSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ScratchRepository } from './scratch-repository.js';
import { manifest, ROOT, text } from './workspace.js';

const GOOD = "export const word = 'one';\n";
const BAD = 'export const word = "one"\n';

const hooks = readdirSync(`${ROOT}/.githooks`);

describe('the hooks', () => {
  it.each(hooks)('%s can be run, and are plain shell', (hook) => {
    const path = `${ROOT}/.githooks/${hook}`;
    expect(statSync(path).mode & 0o111).toBe(0o111);
    expect(text(`.githooks/${hook}`)).toMatch(/^#!\/bin\/sh\n/);
    expect(spawnSync('sh', ['-n', path]).status).toBe(0);
  });

  it('are switched on by the developer only', () => {
    const programs = globSync(['tools/bootstrap.mjs', 'tools/bootstrap/*.mjs'], { cwd: ROOT });
    expect(programs.length).toBeGreaterThan(5);
    expect(programs.filter((path) => text(path).includes('hooksPath'))).toEqual([]);
    expect(JSON.stringify(manifest.scripts)).not.toMatch(/hooksPath|"(?:prepare|postinstall)"/);
    expect(text('CONTRIBUTING.md')).toContain('`git config core.hooksPath .githooks`');
  });
});

describe('a commit', () => {
  let repository: ScratchRepository;

  beforeEach(() => {
    repository = new ScratchRepository();
  });

  afterEach(() => repository.remove());

  it('of a file that is not formatted is refused, with the way out', () => {
    repository.stage('src/word.ts', BAD);
    const { code, output } = repository.commit();
    expect(code).toBe(1);
    expect(output).toContain('  src/word.ts\n');
    expect(output).toContain('npx prettier --write');
    expect(output).toContain('git commit --no-verify');
  });

  it('of a file that is formatted goes through', () => {
    repository.stage('src/word.ts', GOOD);
    expect(repository.commit()).toEqual({
      code: 0,
      output: expect.stringContaining('1 file changed') as string,
    });
  });

  it('is judged by what is staged, not by what lies in the folder', () => {
    repository.stage('src/staged.ts', GOOD);
    repository.write('src/staged.ts', BAD);
    repository.write('src/elsewhere.ts', BAD);
    expect(repository.commit().code).toBe(0);

    repository.stage('src/staged.ts', BAD);
    repository.write('src/staged.ts', GOOD);
    expect(repository.commit().code).toBe(1);
  });

  it('is not held up by what was committed before', () => {
    repository.stage('src/old.ts', BAD);
    repository.commit('Begin badly', '--no-verify');
    repository.stage('src/new.ts', GOOD);
    expect(repository.commit().code).toBe(0);
  });

  it('of a name with a space is judged too', () => {
    repository.stage('a word.ts', BAD);
    expect(repository.commit().output).toContain('  a word.ts\n');
  });

  it('of what Prettier ignores or does not know goes through', () => {
    repository.stage('grafana/dashboards/home.json', '{ }');
    repository.stage('notes.unknown', '{ }');
    expect(repository.commit().code).toBe(0);
  });

  it('that only takes a file away goes through', () => {
    repository.stage('src/word.ts', BAD);
    repository.commit('Begin badly', '--no-verify');
    repository.git('rm', '--quiet', 'src/word.ts');
    expect(repository.commit().code).toBe(0);
  });

  it('goes through where Prettier is not installed, and says so', () => {
    rmSync(join(repository.directory, 'node_modules'));
    repository.stage('src/word.ts', BAD);
    const { code, output } = repository.commit();
    expect(code).toBe(0);
    expect(output).toContain('Prettier is not installed');
  });

  it.each([
    'Bound the memory of a run',
    'Say why\n\nSomebody asked.',
    'fixup! say why',
    'Merge branch main',
    'Revert "Say why"',
  ])('is allowed to say %j', (message) => {
    expect(repository.commit(message, '--allow-empty').code).toBe(0);
  });

  it.each([
    ['Say why.', 'ends in a dot'],
    ['say why', 'small letter'],
    ['Say why\nat once', 'not empty: at once'],
  ])('may not say %j', (message, reason) => {
    const { code, output } = repository.commit(message, '--allow-empty');
    expect(code).toBe(1);
    expect(output).toContain(reason);
  });
});
