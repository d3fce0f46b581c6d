import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { processEnvironment } from '@baluarte/config';

/** Nx asks for colours; what is compared here must not have any. */
const environment = processEnvironment();
const TOOLS = new URL('../../', import.meta.url);

/** Runs a module of the set-up in a process of its own, as it runs for real. */
function run(script: string, ...args: string[]) {
  const source = `const from = (name) => import('${new URL('bootstrap/', TOOLS).href}' + name);\n${script}`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', source, ...args], {
    encoding: 'utf8',
    env: { ...environment, FORCE_COLOR: '0' },
  });
}

describe('the command', () => {
  const bootstrap = (...args: string[]) =>
    spawnSync(process.execPath, [fileURLToPath(new URL('bootstrap.mjs', TOOLS)), ...args], {
      encoding: 'utf8',
    });

  it('says what there is when it does not know what is asked', () => {
    const { status, stderr } = bootstrap('strat');
    expect(status).toBe(2);
    expect(stderr).toContain('Unknown command "strat".');
    expect(stderr).toMatch(/start .*\n.*test .*\n.*bench .*\n.*chaos .*\n.*soak .*\n.*gameday .*\n.*nx /);
  });
});

describe('the oldest Node that is used as it is', () => {
  it.each([
    ['20.20.2', false],
    ['22.14.0', false],
    ['22.15.0', true],
    ['24.0.0', true],
    ['26.10.0', true],
  ])('%s: %p', (version, isNewEnough) => {
    const { stdout } = run(`console.log((await from('node-version.mjs')).isNewEnough('${version}'))`);
    expect(stdout.trim()).toBe(String(isNewEnough));
  });
});

describe('the set-up lock', () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'baluarte-setup-'));
  });

  afterEach(() => rmSync(directory, { recursive: true }));

  const LOCKED = `
    const { withSetupLock } = await from('setup-lock.mjs');
    await withSetupLock(async () => console.log('mine'), { directory: process.argv[1] });
  `;

  it('lets only one set-up work at a time', () => {
    const log = join(directory, 'log');
    const { status, stderr } = run(
      `
      const { withSetupLock } = await from('setup-lock.mjs');
      const { appendFileSync } = await import('node:fs');
      const { setTimeout: delay } = await import('node:timers/promises');
      const work = (name) => withSetupLock(async () => {
        appendFileSync(process.argv[2], name + '(');
        await delay(300);
        appendFileSync(process.argv[2], ')');
      }, { directory: process.argv[1] });
      await Promise.all([work('a'), work('b')]);
      `,
      directory,
      log,
    );
    expect(stderr).toMatch(/another set-up is running \(pid \d+\): waiting for it/);
    expect(status).toBe(0);
    expect(readFileSync(log, 'utf8')).toBe('a()b()');
    expect(existsSync(join(directory, 'setup.lock'))).toBe(false);
  });

  it('takes over from a set-up that was killed', () => {
    const lock = join(directory, 'setup.lock');
    writeFileSync(lock, '1');
    const longAgo = new Date(0);
    utimesSync(lock, longAgo, longAgo);
    const { stdout } = run(LOCKED, directory);
    expect(stdout).toBe('mine\n');
  });
});

describe('the installation', () => {
  let root: string;
  const path = (...parts: string[]) => join(root, ...parts);
  const write = (name: string, content: unknown) => writeFileSync(path(name), JSON.stringify(content));
  const ensure = () =>
    run(`await (await from('dependencies.mjs')).ensureDependencies(process.argv[1])`, root);

  const dependency = { name: 'dependency', version: '1.0.0' };
  const lockfile = {
    name: 'root',
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { name: 'root', dependencies: { dependency: 'file:dependency' } },
      dependency: { version: '1.0.0' },
      'node_modules/dependency': { resolved: 'dependency', link: true },
    },
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'baluarte-install-'));
    mkdirSync(path('dependency'));
    write('dependency/package.json', dependency);
    write('package.json', { name: 'root', dependencies: { dependency: 'file:dependency' } });
    write('package-lock.json', lockfile);
  });

  afterEach(() => rmSync(root, { recursive: true }));

  it('installs what the lockfile says when nothing is there', () => {
    expect(ensure()).toMatchObject({ status: 0 });
    expect(existsSync(path('node_modules', 'dependency', 'package.json'))).toBe(true);
  });

  it('touches nothing when everything is there already', () => {
    ensure();
    writeFileSync(path('node_modules', 'untouched'), '');
    expect(ensure()).toMatchObject({ status: 0 });
    expect(existsSync(path('node_modules', 'untouched'))).toBe(true);
  });

  it('touches nothing when npm itself has already installed what the changed lockfile says', () => {
    ensure();
    writeFileSync(path('node_modules', 'untouched'), '');
    write('package-lock.json', { ...lockfile, version: '2.0.0' });
    ensure();
    expect(existsSync(path('node_modules', 'untouched'))).toBe(true);
  });

  it('installs again when the lockfile asks for something else', () => {
    ensure();
    writeFileSync(path('node_modules', 'untouched'), '');
    write('dependency/package.json', { ...dependency, version: '1.1.0' });
    write('package-lock.json', {
      ...lockfile,
      packages: { ...lockfile.packages, dependency: { version: '1.1.0' } },
    });
    expect(ensure()).toMatchObject({ status: 0 });
    expect(existsSync(path('node_modules', 'untouched'))).toBe(false);
  });

  it('says what npm said when it cannot install', () => {
    write('package.json', { name: 'root', dependencies: { dependency: 'file:elsewhere' } });
    expect(ensure().stderr).toContain('npm ci failed (exit code 1)');
  });
});

describe('the count of npm test', () => {
  const report = { project: 'orders', passed: 5, failed: 0, skipped: 1, skippedTests: ['needs a tool'] };
  const all = { expected: ['orders'], reports: [report], tasks: [], runnerExitCode: 0 };

  function count(given: object) {
    const { stdout, stderr } = run(
      `
      const { closingLine, countResults, explainResults } = await from('test-results.mjs');
      const results = countResults(JSON.parse(process.argv[1]));
      console.log(explainResults(results) + closingLine(results));
      `,
      JSON.stringify(given),
    );
    return stdout === '' ? stderr : stdout;
  }

  it('adds up what the projects report and names what was skipped', () => {
    const given = {
      ...all,
      expected: ['orders', 'stock'],
      reports: [report, { project: 'stock', passed: 2, failed: 1, skipped: 0 }],
    };
    expect(count(given)).toMatch(/skipped: orders: needs a tool\n7 passed, 1 failed, 1 skipped\n$/);
  });

  it('counts a failed lint, typecheck or build', () => {
    const tasks = ['lint', 'typecheck', 'build'].map((target) => ({ project: 'orders', target, code: 1 }));
    expect(count({ ...all, tasks, runnerExitCode: 1 })).toMatch(/5 passed, 3 failed, 1 skipped\n$/);
  });

  it('counts a project that did not report', () => {
    const given = { ...all, expected: ['orders', 'stock'], runnerExitCode: 1 };
    expect(count(given)).toMatch(/failed: stock:test did not report\n5 passed, 1 failed, 1 skipped\n$/);
  });

  it('counts a project whose tests all passed and whose runner failed', () => {
    const tasks = [{ project: 'orders', target: 'test', code: 1 }];
    expect(count({ ...all, tasks, runnerExitCode: 1 })).toMatch(/\n5 passed, 1 failed, 1 skipped\n$/);
  });

  it('never says that nothing failed when Nx says that something did', () => {
    expect(count({ ...all, runnerExitCode: 1 })).toMatch(/\n5 passed, 1 failed, 1 skipped\n$/);
  });
});
