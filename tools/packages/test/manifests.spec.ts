import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { libraries, ROOT } from '../libraries.mjs';
import { installCommands, packLibraries } from '../pack.mjs';
import { importedPackages, manifestOf } from './support/manifest.js';

const LIBRARIES = libraries();
const destination = mkdtempSync(join(tmpdir(), 'baluarte-tarballs-'));
const tarballs = await packLibraries(destination);

afterAll(() => rmSync(destination, { recursive: true, force: true }));

describe.each(LIBRARIES)('the package $name', ({ path, name }) => {
  const { version, dependencies = {}, peerDependencies = {}, ...manifest } = manifestOf(path);
  const imported = importedPackages(path);

  it('says who may use it and with what', () => {
    expect(manifest).toMatchObject({ license: 'MIT', type: 'module', sideEffects: false });
    expect(manifest.engines?.['node']).toMatch(/^>=22\.\d+$/);
    expect(manifest.repository).toBeUndefined();
    expect(readFileSync(join(path, 'LICENSE'), 'utf8')).toBe(readFileSync(join(ROOT, 'LICENSE'), 'utf8'));
  });

  it('declares everything that it imports', () => {
    const declared = new Set([...Object.keys(dependencies), ...Object.keys(peerDependencies)]);
    expect([...imported].filter((each) => !declared.has(each))).toEqual([]);
  });

  it('declares nothing that neither it nor one of its dependencies asks for', () => {
    const asked = new Set(imported);
    for (const each of Object.keys(dependencies))
      for (const peer of Object.keys(manifestOf(installed(each)).peerDependencies ?? {})) asked.add(peer);
    for (const each of imported) asked.add(`@types/${each}`);
    const declared = [...Object.keys(dependencies), ...Object.keys(peerDependencies)];
    expect(declared.filter((each) => !asked.has(each))).toEqual([]);
  });

  it('takes later versions of what it depends on, up to the next major, and of Nest those that were tried', () => {
    for (const range of Object.values(dependencies)) expect(range).toMatch(/^\^\d+\.\d+\.\d+/);
    for (const [peer, range] of Object.entries(peerDependencies))
      expect(range).toMatch(peer.startsWith('@nestjs/') ? /^>=1[12](\.\d+\.\d+)? <13$/ : /^\^\d+\.\d+\.\d+$/);
  });

  it('depends on the other libraries in the version they have', () => {
    for (const other of LIBRARIES.filter((each) => each.name in dependencies))
      expect(dependencies[other.name]).toBe(`^${version}`);
  });

  it('has in its tarball what it exports, its documents, and no tests', () => {
    const list = execFileSync('tar', ['-tzf', tarballs.get(name) ?? ''], { encoding: 'utf8' });
    const files = new Set(list.trim().split('\n'));
    const exported = Object.values(manifest.exports).flatMap((entry) =>
      typeof entry === 'string' ? [entry] : Object.values(entry),
    );
    for (const file of [...exported, './README.md', './CHANGELOG.md', './LICENSE'])
      expect(files).toContain(file.replace('.', 'package'));
    expect([...files].filter((file) => /\.spec\.|tsbuildinfo|\/test\//.test(file))).toEqual([]);
  });
});

it('is installed by a command that names all libraries it needs, directly or not', () => {
  const paths = new Map(LIBRARIES.map(({ name, folder }) => [name, `${folder}.tgz`]));
  expect(installCommands(paths)).toEqual(
    expect.arrayContaining([
      'npm install config.tgz',
      'npm install resilience.tgz errors.tgz',
      'npm install idempotency.tgz errors.tgz persistence.tgz resilience.tgz',
      'npm install observability.tgz config.tgz errors.tgz resilience.tgz',
    ]),
  );
});

/** The folder of a package that the workspace has. */
function installed(name: string): string {
  return join(ROOT, 'node_modules', name);
}
