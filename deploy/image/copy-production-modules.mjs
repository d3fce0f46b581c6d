// Copies what services need of node_modules at run time, and nothing else, to a folder of its own:
//
//   node copy-production-modules.mjs <folder> <workspace>...
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { productionModules } from './production-modules.mjs';

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
const modules = productionModules(root, workspaces);
for (const module of modules) {
  if (module.target === undefined) copy(module);
  else link(module);
}
process.stdout.write(`${modules.length} packages\n`);

/** A workspace is linked, as npm links it; its own code is another layer of the image. */
function link({ path, target }) {
  const copied = join(folder, relative(root, path));
  mkdirSync(dirname(copied), { recursive: true });
  symlinkSync(relative(dirname(path), target), copied);
}

function copy({ name, path }) {
  const forBrowsers = new Set((FOR_BROWSERS[name] ?? []).map((part) => join(path, part)));
  cpSync(path, join(folder, relative(root, path)), {
    recursive: true,
    filter: (source) => {
      const inside = relative(path, source).split(sep);
      if (inside.includes('node_modules') || forBrowsers.has(source)) return false;
      const file = inside.at(-1);
      return LICENCE.test(file) || !(LEFT_OUT.test(file) || TESTS.has(file));
    },
  });
}
