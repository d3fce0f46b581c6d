import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * What the workspaces need of node_modules at run time, followed as Node resolves it. `npm ci --omit=dev`
 * keeps the development dependencies of every linked workspace, a whole PostgreSQL among them, and
 * `npm sbom --omit=dev` leaves out what the root needs for development too, Nest for example.
 *
 * @param {string} root the folder of the lock file
 * @param {string[]} workspaces folders below it
 * @returns {{ name: string, path: string, target?: string }[]} packages by their folder; `target` is
 *   the folder of the workspace that a link leads to
 */
export function productionModules(root, workspaces) {
  const visited = new Set();
  const found = new Map();
  const visit = (directory) => {
    if (visited.has(directory)) return;
    visited.add(directory);
    const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
    for (const { name, isOptional } of needsOf(manifest)) {
      const path = locate(root, name, directory);
      if (path === undefined) {
        if (isOptional) continue;
        throw new Error(`${manifest.name} needs ${name}, which is not installed: run npm ci first.`);
      }
      const target = lstatSync(path).isSymbolicLink() ? realpathSync(path) : undefined;
      found.set(path, { name, path, ...(target && { target }) });
      visit(target ?? path);
    }
  };
  for (const workspace of workspaces) visit(resolve(root, workspace));
  return [...found.values()];
}

/** The folder in which `name` is found from `from`, looked for as Node does. */
function locate(root, name, from) {
  for (let at = from; at.startsWith(root); at = dirname(at)) {
    const path = join(at, 'node_modules', name);
    if (existsSync(join(path, 'package.json'))) return path;
    if (at === root) break;
  }
  return undefined;
}

function needsOf(manifest) {
  const {
    dependencies = {},
    optionalDependencies = {},
    peerDependencies = {},
    peerDependenciesMeta = {},
  } = manifest;
  const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional);
  const optional = new Set(Object.keys(optionalDependencies));
  return [...new Set([...Object.keys(dependencies), ...optional, ...peers])].map((name) => ({
    name,
    isOptional: optional.has(name),
  }));
}
