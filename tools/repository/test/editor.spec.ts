import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { environmentOf, SERVICES } from './topology.js';
import { built, exists, json, manifest, ROOT, type Manifest } from './workspace.js';

interface Task {
  readonly label: string;
  readonly type: string;
  readonly script?: string;
  readonly command?: string;
  readonly args?: readonly string[];
  readonly options?: { readonly cwd: string };
  readonly dependsOn?: string;
}

interface Launch {
  readonly name: string;
  readonly type: string;
  readonly request: string;
  readonly processId?: string;
  readonly program?: string;
  readonly cwd?: string;
  readonly args?: readonly string[];
  readonly runtimeArgs?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly preLaunchTask?: string;
  readonly outFiles?: readonly string[];
}

interface Settings {
  readonly 'typescript.tsdk': string;
  readonly 'editor.defaultFormatter': string;
  readonly 'jest.virtualFolders': readonly { readonly name: string; readonly rootPath: string }[];
}

const { tasks } = json<{ tasks: readonly Task[] }>('.vscode/tasks.json');
const { configurations } = json<{ configurations: readonly Launch[] }>('.vscode/launch.json');
const settings = json<Settings>('.vscode/settings.json');
const { COMMANDS } = await built<{ COMMANDS: object }>('tools/bootstrap/commands.mjs');

/** Its variables filled in, with `file` as the one that is open. */
const filled = (value: string, file = '') =>
  value
    .replaceAll('${workspaceFolder}', ROOT)
    .replaceAll('${fileDirname}', dirname(file))
    .replaceAll('${file}', file);

const launchNamed = (name: string): Launch => {
  const found = configurations.find((launch) => launch.name === name);
  if (found === undefined) throw new Error(`launch.json has no "${name}".`);
  return found;
};

describe('the tasks', () => {
  it('are those of the workspace', () => {
    expect(tasks.map(({ label }) => label)).toEqual(['build', 'start', 'test', 'test this project', 'chaos']);
  });

  it.each(tasks.filter(({ type }) => type === 'npm'))(
    '$label runs a script that exists',
    ({ script = '' }) => {
      expect(manifest.scripts).toHaveProperty([script]);
    },
  );

  it('build what changed, by the door that everything comes through', () => {
    const build = tasks.find(({ label }) => label === 'build');
    expect([build?.command, ...(build?.args ?? [])]).toEqual(['node', 'tools/bootstrap.mjs', 'setup']);
    expect(exists('tools/bootstrap.mjs')).toBe(true);
    expect(COMMANDS).toHaveProperty('setup');
  });

  it('test the project that the open file belongs to', () => {
    const task = tasks.find(({ label }) => label === 'test this project');
    const { command = '', options } = task ?? {};
    const cwd = filled(options?.cwd ?? '', `${ROOT}/libs/config/src/index.ts`);
    const { stdout } = spawnSync(command, ['pkg', 'get', 'scripts.test', 'nx.name'], {
      cwd,
      encoding: 'utf8',
    });
    expect(task?.args).toEqual(['test']);
    expect(stdout).toContain('"nx.name": "config"');
  });

  it('wait for tasks that exist', () => {
    const awaited = [
      ...tasks.map(({ dependsOn }) => dependsOn),
      ...configurations.map((launch) => launch.preLaunchTask),
    ];
    const labels = tasks.map(({ label }) => label);
    expect(awaited.filter((label) => label !== undefined && !labels.includes(label))).toEqual([]);
  });
});

describe('a debugger', () => {
  const launched = configurations.filter(({ request }) => request === 'launch');

  it.each(launched)('$name runs a program that exists', ({ type, program = '' }) => {
    expect(type).toBe('node');
    expect(exists(filled(program).slice(ROOT.length + 1))).toBe(true);
  });

  it('attaches to a process that the developer picks', () => {
    const attach = launchNamed('Attach to a service of a running system');
    expect(attach).toMatchObject({ type: 'node', request: 'attach', processId: '${command:PickProcess}' });
  });

  it('starts the whole system as npm start does', () => {
    const { program = '', args = [] } = launchNamed('Start the whole system');
    const words = ['exec', 'node', filled(program).slice(ROOT.length + 1), ...args];
    expect(words.join(' ')).toBe(manifest.scripts?.['start']);
  });

  it.each(SERVICES)('runs one more $name beside those of npm start', (service) => {
    const port = service.port + 100;
    const { program, cwd, env } = launchNamed(`Run one more ${service.name} on ${port}, beside npm start`);
    expect(program).toBe(`\${workspaceFolder}/apps/${service.name}/dist/main.js`);
    expect(cwd).toBe(`\${workspaceFolder}/apps/${service.name}`);
    expect(env).toEqual({
      ...environmentOf(service),
      PORT: String(port),
      PUBLIC_URL: `http://localhost:${port}`,
    });
  });

  it.each(SERVICES)('finds the sources of $name', ({ name }) => {
    const { sources } = json<{ sources: string[] }>(`apps/${name}/dist/main.js.map`);
    expect(sources).toEqual(['../src/main.ts']);
    expect(exists(`apps/${name}/src/main.ts`)).toBe(true);
    const [pattern = ''] = launchNamed('Attach to a service of a running system').outFiles ?? [];
    expect(globSync(filled(pattern))).toContain(resolve(ROOT, `apps/${name}/dist/main.js`));
  });

  it('runs tests with the flags of the projects', () => {
    const { runtimeArgs = [], program = '' } = launchNamed('Test this file');
    const words = ['node', ...runtimeArgs, program.replace('${workspaceFolder}', '../..')];
    expect(json<Manifest>('libs/config/package.json').scripts?.['test']).toBe(words.join(' '));
  });

  it('runs the test file that is open, and no other', () => {
    const { runtimeArgs = [], program = '', args = [], cwd = '' } = launchNamed('Test this file');
    const file = `${ROOT}/libs/config/src/read-config.spec.ts`;
    const words = [...runtimeArgs, program, ...args, '--listTests'].map((word) => filled(word, file));
    const { stdout, status } = spawnSync(process.execPath, words, {
      cwd: filled(cwd, file),
      encoding: 'utf8',
    });
    expect([status, stdout.trim()]).toEqual([0, file]);
  });
});

describe('the settings', () => {
  it('use the TypeScript of the workspace', () => {
    expect(exists(`${settings['typescript.tsdk']}/tsserver.js`)).toBe(true);
  });

  it('recommend what they name, as the container does', () => {
    const { recommendations } = json<{ recommendations: string[] }>('.vscode/extensions.json');
    const { customizations } = json<{ customizations: { vscode: { extensions: string[] } } }>(
      '.devcontainer/devcontainer.json',
    );
    expect(recommendations).toContain(settings['editor.defaultFormatter']);
    expect(customizations.vscode.extensions).toEqual(recommendations);
  });

  it.each(settings['jest.virtualFolders'])('know the project $name', ({ name, rootPath }) => {
    expect(exists(`${rootPath}/jest.config.mjs`)).toBe(true);
    expect(json<Manifest>(`${rootPath}/package.json`).nx?.name).toBe(name);
  });
});
