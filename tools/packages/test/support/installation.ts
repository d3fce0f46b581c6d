import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { libraries } from '../../libraries.mjs';
import { installLines } from './readme.js';
import { run } from './run.js';

/** A `node_modules` for one version of Nest, with the libraries from their tarballs. */
export interface Installation {
  readonly folder: string;
  readonly nest: 11 | 12;
  /** Which libraries are there. */
  readonly libraries: readonly string[];
}

/** Why npm cannot install anything; undefined when it can. Asked first, since an installation tries for minutes. */
export async function registryFailure(): Promise<string | undefined> {
  const words = ['view', '@nestjs/common', 'version', '--prefer-online', '--fetch-retries=0'];
  const { code, output } = await run(
    'npm',
    [...words, '--fetch-timeout=30000', '--loglevel=error'],
    tmpdir(),
  );
  return code === 0 ? undefined : output;
}

/** What a new Nest project has, besides Nest. */
const STARTER = { rxjs: '^7.8.0', 'reflect-metadata': '^0.2.2' };
const PLATFORMS = { 11: ['express'], 12: ['express', 'fastify'] } as const;
/** How the CLI of Nest 11 has tests run; that of Nest 12 takes Vitest, which needs nothing. */
const JEST = {
  jest: '^30.4.2',
  'ts-jest': '^29.2.5',
  '@types/jest': '^30.0.0',
  '@nestjs/testing': '^11.0.0',
};
/** The oldest compiler that is promised to work, and one that Nest 12 wants. */
const TYPESCRIPT = { 11: '~5.9.0', 12: '~6.0.2' } as const;

/**
 * Installs as a reader would: Nest, what the READMEs tell to install, and the tarballs in the place of the
 * libraries.
 *
 * @returns what npm said when it could not, instead of an installation
 */
export async function install(
  parent: string,
  nest: 11 | 12,
  tarballs: ReadonlyMap<string, string>,
): Promise<Installation | string> {
  const folder = join(parent, `nest-${nest}`);
  const folders = libraries().filter((library) => worksWith(library.path, nest));
  mkdirSync(folder);
  const named = folders.flatMap((library) => installLines(library.folder));
  const own = folders.map(({ name }) => [name, `file:${tarballs.get(name)}`] as const);
  const ranges = [...named, '@nestjs/common', '@nestjs/core', ...PLATFORMS[nest].map(platform)].map(
    (name) => [name, name.startsWith('@nestjs/') ? `^${nest}.0.0` : '*'] as const,
  );
  const manifest = {
    name: `fresh-nest-${nest}`,
    private: true,
    dependencies: { ...STARTER, ...Object.fromEntries(ranges), ...Object.fromEntries(own) },
    devDependencies: {
      typescript: TYPESCRIPT[nest],
      '@types/node': '^24.0.0',
      ...(nest === 11 && JEST),
    },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  const words = ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output } = await run('npm', words, folder);
  return code === 0 ? { folder, nest, libraries: folders.map((library) => library.folder) } : output;
}

const platform = (name: string) => `@nestjs/platform-${name}`;

/** Whether the manifest of a library promises to work with this Nest. */
function worksWith(path: string, nest: number): boolean {
  const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as {
    readonly peerDependencies?: Readonly<Record<string, string>>;
  };
  const [, least = 0, below = Infinity] =
    /^>=(\d+)\S* <(\d+)$/.exec(manifest.peerDependencies?.['@nestjs/common'] ?? '') ?? [];
  return nest >= Number(least) && nest < Number(below);
}
