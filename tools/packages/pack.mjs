#!/usr/bin/env node
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { builtFrom, libraries, ROOT } from './libraries.mjs';

/**
 * Makes a tarball of every library, as `npm publish` takes it, from what is built.
 *
 * @param {string} destination a folder, made if it is not there
 * @returns {Promise<Map<string, string>>} the path of each tarball by the name of its package
 * @throws Error when a library is not built, or npm fails
 */
export async function packLibraries(destination) {
  const found = libraries();
  const missing = found.filter(({ path }) => !existsSync(join(path, 'dist/index.js')));
  if (missing.length > 0)
    throw new Error(`Not built: ${missing.map(({ name }) => name).join(', ')}. Run \`npm run pack:libs\`.`);
  mkdirSync(destination, { recursive: true });
  const stage = mkdtempSync(join(tmpdir(), 'baluarte-pack-'));
  try {
    const copies = found.map((library) => copyOf(library, stage));
    const words = ['pack', '--silent', '--ignore-scripts', '--pack-destination', destination, ...copies];
    await promisify(execFile)('npm', words, { cwd: stage, timeout: 120_000 });
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
  return new Map(found.map(({ name, tarball }) => [name, join(destination, tarball)]));
}

/**
 * What installs each library with those that it needs, which no registry has.
 *
 * @param {ReadonlyMap<string, string>} tarballs the path of each by the name of its package
 * @returns {string[]} a command for each library
 */
export function installCommands(tarballs) {
  return libraries().map(({ name, needs }) =>
    ['npm install', ...[name, ...needs].map((each) => tarballs.get(each))].join(' '),
  );
}

/** Without what an earlier build left behind: the compiler removes nothing whose source is gone. */
function copyOf({ folder, path }, stage) {
  const copy = join(stage, folder);
  const dist = join(path, 'dist');
  cpSync(path, copy, {
    recursive: true,
    filter: (file) => {
      if (['node_modules', 'test', 'reports', '.baluarte'].some((name) => file === join(path, name)))
        return false;
      return !file.startsWith(join(dist, '/')) || builtFrom(path, file.slice(dist.length + 1)) !== undefined;
    },
  });
  return copy;
}

if (process.argv[1] && resolve(process.argv[1]) === import.meta.filename) {
  const made = await packLibraries(join(ROOT, 'reports/packages'));
  process.stdout.write(`${installCommands(made).join('\n')}\n`);
}
