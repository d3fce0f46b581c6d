import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { render } from './kustomize/render.js';
import { identityOf, manifestOf, type Manifest, type Value } from './kustomize/resource.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const FOLDERS = [
  'deploy/kubernetes/base',
  'deploy/kubernetes/monitoring',
  'deploy/kubernetes/overlays/demo',
  'deploy/kubernetes/overlays/production',
  'tools/kubernetes/test/fixtures/kustomize/overlay',
];
const TIMEOUT_MS = 60_000;
const MOST_BYTES = 64 * 1_024 * 1_024;

/** What the real kubectl makes of a folder. */
function renderedByKubectl(folder: string): Manifest[] {
  const printed = execFileSync('kubectl', ['kustomize', folder], {
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
    maxBuffer: MOST_BYTES,
  });
  return parseAllDocuments(printed).map((document) => manifestOf(document.toJS() as Value, folder));
}

const byIdentity = (manifests: readonly Manifest[]) =>
  new Map(manifests.map((manifest) => [identityOf(manifest), manifest]));

for (const folder of FOLDERS) {
  const ours = byIdentity(render(join(ROOT, folder)));
  const theirs = byIdentity(renderedByKubectl(join(ROOT, folder)));
  const names = new Set([...ours.keys(), ...theirs.keys()]);
  const different = [...names].filter((name) => !isDeepStrictEqual(ours.get(name), theirs.get(name)));
  process.stdout.write(`${folder}: ${names.size} objects, ${different.length} different\n`);
  for (const name of different) process.stdout.write(`  ${name}\n`);
  if (different.length > 0) process.exitCode = 1;
}
