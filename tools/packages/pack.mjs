#!/usr/bin/env node
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { libraries, ROOT } from './libraries.mjs';

/**
 * Makes a tarball of every library, as `npm publish` would, from what is built.
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
  const which = found.flatMap(({ folder }) => ['--workspace', `libs/${folder}`]);
  await promisify(execFile)(
    'npm',
    ['pack', '--silent', '--ignore-scripts', '--pack-destination', destination, ...which],
    { cwd: ROOT, timeout: 120_000 },
  );
  return new Map(found.map(({ name, tarball }) => [name, join(destination, tarball)]));
}

if (process.argv[1] && resolve(process.argv[1]) === import.meta.filename) {
  const made = await packLibraries(join(ROOT, 'reports/packages'));
  for (const [name, path] of made) process.stdout.write(`${name.padEnd(26)}${path.slice(ROOT.length)}\n`);
}
