// Copies what a service needs of node_modules at run time, and nothing else, to a folder of its own:
//
//   node production-modules.mjs <folder> <workspace>...
//
// It follows the dependencies of the workspaces as Node resolves them. `npm ci --omit=dev` would leave the
// development dependencies of every linked workspace in place, a whole PostgreSQL among them.
import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, symlinkSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** Never loaded by Node: types, maps of code that is not ours, documents. Licences stay. */
const LEFT_OUT = /(?:\.map|\.[cm]?tsx?|\.md|\.markdown|\.flow|\.gitattributes|\.eslintrc|\.nycrc|\.ya?ml)$/i;
const LICENCE = /^(?:licen[cs]e|notice|copying)/i;
const TESTS = new Set(['test', 'tests', '__tests__', 'benchmark', 'benchmarks', '.github']);
/** Further copies of the same code for browsers and bundlers, which these packages never hand to Node. */
const FOR_BROWSERS = {
  rxjs: ['dist/bundles', 'dist/esm', 'dist/esm5', 'src'],
  axios: ['dist/browser', 'dist/esm', 'dist/axios.js', 'dist/axios.min.js'],
  protobufjs: ['dist'],
  'swagger-ui-dist': ['swagger-ui-es-bundle.js', 'swagger-ui-es-bundle-core.js', 'swagger-ui.js'],
};

const [folder, ...workspaces] = process.argv.slice(2);
const root = process.cwd();
const seen = new Set();

/** The folder in which `name` is found from `from`, looked for as Node does. */
function locate(name, from) {
  for (let at = from; at.startsWith(root); at = dirname(at)) {
    const found = join(at, 'node_modules', name);
    if (existsSync(join(found, 'package.json'))) return found;
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

function visit(directory) {
  if (seen.has(directory)) return;
  seen.add(directory);
  const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  for (const { name, isOptional } of needsOf(manifest)) {
    const found = locate(name, directory);
    if (found === undefined) {
      if (isOptional) continue;
      throw new Error(`${manifest.name} needs ${name}, which is not installed: run npm ci first.`);
    }
    if (lstatSync(found).isSymbolicLink()) visit(link(found));
    else {
      if (!seen.has(found)) copy(found, name);
      visit(found);
    }
  }
}

/** A workspace is linked, as npm links it; its own code is another layer of the image. */
function link(found) {
  const target = resolve(dirname(found), readlinkSync(found));
  const copied = join(folder, relative(root, found));
  mkdirSync(dirname(copied), { recursive: true });
  if (!existsSync(copied) && !isLink(copied)) symlinkSync(relative(dirname(found), target), copied);
  return target;
}

function isLink(path) {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

function copy(found, name) {
  const forBrowsers = new Set((FOR_BROWSERS[name] ?? []).map((path) => join(found, path)));
  cpSync(found, join(folder, relative(root, found)), {
    recursive: true,
    filter: (source) => {
      const inside = relative(found, source).split(sep);
      if (inside.includes('node_modules') || forBrowsers.has(source)) return false;
      const file = inside.at(-1);
      return LICENCE.test(file) || !(LEFT_OUT.test(file) || TESTS.has(file));
    },
  });
}

for (const workspace of workspaces) visit(resolve(root, workspace));
process.stdout.write(`${seen.size} packages\n`);
