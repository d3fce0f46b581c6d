import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The libraries that leave home: every folder of `libs` with a manifest.
 *
 * @returns {{ folder: string, path: string, name: string, tarball: string, needs: string[] }[]} by folder, with the
 * names of the others that each needs
 */
export function libraries() {
  const found = manifests();
  return found.map(({ folder, path, manifest: { name, version } }) => ({
    folder,
    path,
    name,
    tarball: `${name.replace('@', '').replace('/', '-')}-${version}.tgz`,
    needs: neededBy(name, found),
  }));
}

/** Every manifest, by folder. */
function manifests() {
  return readdirSync(join(ROOT, 'libs'))
    .filter((folder) => existsSync(join(ROOT, 'libs', folder, 'package.json')))
    .sort()
    .map((folder) => {
      const path = join(ROOT, 'libs', folder);
      return { folder, path, manifest: JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) };
    });
}

/** The dependencies of a library that are libraries too, and theirs. */
function neededBy(name, found) {
  const needed = new Set();
  const visit = (each) => {
    const { dependencies = {} } = found.find(({ manifest }) => manifest.name === each).manifest;
    for (const other of found.map(({ manifest }) => manifest.name))
      if (other in dependencies && !needed.has(other)) {
        needed.add(other);
        visit(other);
      }
  };
  visit(name);
  return [...needed].sort();
}

/**
 * The source of a file that was built.
 *
 * @param {string} path the folder of the library
 * @param {string} file below its `dist`: a folder, or a file that the compiler wrote
 * @returns {string | undefined} where it is; undefined when it is gone, and the file with it at the next clean build
 */
export function builtFrom(path, file) {
  const source = join(path, 'src', file.replace(/(\.d\.ts|\.js)(\.map)?$/, '.ts'));
  return existsSync(source) ? source : undefined;
}
