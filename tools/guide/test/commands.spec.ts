import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { fencedBlocks } from '@baluarte/testing';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const read = (path: string) => readFileSync(`${ROOT}${path}`, 'utf8');

const PAGES = globSync(
  [
    'README*.md',
    'CONTRIBUTING.md',
    'docs/**/*.md',
    'deploy/**/*.md',
    'bench/*.md',
    'libs/*/README.md',
    '.github/*.md',
  ],
  { cwd: ROOT },
);

/** Whatever can be typed on a page: lines of shell blocks, and code within the text. */
function commandsOf(page: string): string[] {
  const markdown = read(page);
  const typed = fencedBlocks(markdown)
    .filter(({ language }) => ['sh', 'bash'].includes(language))
    .flatMap(({ text }) => text.replaceAll('\\\n', ' ').split('\n'));
  const named = [...markdown.matchAll(/`((?:[A-Z_]+=\S+ )*(?:npm|npx|docker|kubectl|node|git) [^`\n]+)`/g)];
  return [...typed, ...named.map(([, command = '']) => command)].map((line) =>
    line.replace(/\s+#.*$/, '').trim(),
  );
}

const commands = PAGES.flatMap((page) => commandsOf(page).map((command) => [page, command] as const));
const matching = (pattern: RegExp) =>
  commands.flatMap(([page, command]) => {
    const found = pattern.exec(command);
    return found === null ? [] : [{ page, command, groups: found.groups ?? {} }];
  });

interface Manifest {
  readonly name: string;
  readonly scripts?: Readonly<Record<string, string>>;
}

const ROOT_MANIFEST = JSON.parse(read('package.json')) as Manifest;
const MANIFESTS = globSync('{libs,apps,tools}/*/package.json', { cwd: ROOT })
  .concat(['e2e/package.json', 'chaos/package.json', 'bench/package.json', 'grafana/package.json'])
  .map((path) => [path.replace('/package.json', ''), JSON.parse(read(path)) as Manifest] as const);

/** Where the options of a command are read. */
const OPTIONS_OF: Readonly<Record<string, string>> = {
  start: 'tools/embedded/src/command-line.ts',
  chaos: 'chaos/src/command-line.ts',
  soak: 'chaos/src/soak/command-line.ts',
  gameday: 'chaos/src/gameday/command-line.ts',
  bench: 'bench/src/main.ts',
};

const flagsOf = (command: string) => [...command.matchAll(/ --([a-z][a-z-]*)/g)].map(([, flag = '']) => flag);

describe('the commands that the documents name', () => {
  it('are many', () => {
    expect(commands.length).toBeGreaterThan(150);
  });

  it('run scripts that there are', () => {
    const runs = matching(/npm run (?:-s )?(?<script>[a-z][\w:]*)(?<rest>.*)/);
    expect(runs.length).toBeGreaterThan(20);
    const unknown = runs.filter(({ page, groups: { script = '', rest = '' } }) => {
      const [, workspace] = /(?:-w|--workspace) (\S+)/.exec(rest) ?? [];
      const here = MANIFESTS.filter(([path, { name }]) =>
        workspace === undefined ? page.startsWith(`${path}/`) : [path, name].includes(workspace),
      ).map(([, manifest]) => manifest);
      const manifests = workspace === undefined ? [...here, ROOT_MANIFEST] : here;
      return manifests.every(({ scripts }) => scripts?.[script] === undefined);
    });
    expect(unknown).toEqual([]);
  });

  it('give options that are read', () => {
    const given = matching(/npm (?:run )?(?<script>start|chaos|soak|gameday|bench) -- (?<options>.*)/);
    expect(given.length).toBeGreaterThan(5);
    const unread = given.filter(({ groups: { script = '', options = '' } }) => {
      const reader = read(OPTIONS_OF[script] ?? '');
      const known = [...reader.matchAll(/^ +'?([a-z-]+)'?: \{ type: '/gm)].map(([, flag]) => flag);
      return flagsOf(` ${options}`).some((flag) => !known.includes(flag));
    });
    expect(unread).toEqual([]);
  });

  it('call services of docker compose that there are', () => {
    const { services } = parse(read('docker-compose.yml')) as {
      services: Record<string, { profiles?: string[] }>;
    };
    const profiles = new Set(Object.values(services).flatMap((service) => service.profiles ?? []));
    const calls = matching(/docker compose(?<words>.*)/);
    expect(calls.length).toBeGreaterThan(5);
    for (const { command, groups } of calls) {
      const words = (groups.words ?? '').trim().split(/\s+/);
      const profile = words[words.indexOf('--profile') + 1] ?? '';
      if (words.includes('--profile'))
        expect([command, [...profiles]]).toEqual([command, expect.arrayContaining([profile])]);
      const named = words.filter((word) => /^[a-z][a-z0-9-]+$/.test(word) && word !== profile);
      const [verb, ...rest] = named;
      if (['stop', 'start', 'restart', 'logs', 'kill', 'exec'].includes(verb ?? ''))
        expect([command, Object.keys(services)]).toEqual([command, expect.arrayContaining(rest)]);
    }
  });

  it('ask ports that something listens on', () => {
    const published = [...read('.env').matchAll(/^\w+_PORT=(\d+)/gm)].map(([, port]) => port);
    const known = [...published, '3006', '4318', '54329'];
    const asked = matching(/curl.*(?:localhost|127\.0\.0\.1):(?<port>\d+)/);
    expect(asked.length).toBeGreaterThan(20);
    expect(asked.filter(({ groups }) => !known.includes(groups.port))).toEqual([]);
  });

  it('bend wires that there are', () => {
    const topology = read('deploy/compose/toxiproxy/proxies.json');
    const proxies = matching(/\/proxies\/(?<proxy>\w+)/).filter(
      ({ page }) => !page.endsWith('add-a-service.md'),
    );
    expect(proxies.length).toBeGreaterThan(5);
    expect(proxies.filter(({ groups }) => !topology.includes(`"${groups.proxy}"`))).toEqual([]);
  });

  it('read files that there are', () => {
    const files = matching(/(?:--filename|--kustomize|node) (?<file>[\w./-]+\/[\w./-]+)/).filter(
      ({ groups }) => !/^(?:reports|\/)/.test(groups.file ?? ''),
    );
    expect(files.length).toBeGreaterThan(3);
    expect(files.filter(({ groups }) => !existsSync(`${ROOT}${groups.file}`))).toEqual([]);
  });
});
