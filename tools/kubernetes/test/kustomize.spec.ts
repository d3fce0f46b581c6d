import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jsonPatch } from '../src/kustomize/json-patch.js';
import { manifestsOf, render } from '../src/kustomize/render.js';
import { identityOf, type Manifest } from '../src/kustomize/resource.js';
import { strategicMerge } from '../src/kustomize/strategic-merge.js';

const FIXTURES = fileURLToPath(new URL('fixtures/kustomize', import.meta.url));

const byIdentity = (manifests: readonly Manifest[]) =>
  Object.fromEntries(manifests.map((manifest) => [identityOf(manifest), manifest]));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kustomization-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A folder with a kustomization and, if given, one object. */
function kustomization(text: string, object = ''): string {
  writeFileSync(join(folder, 'kustomization.yaml'), text);
  writeFileSync(join(folder, 'object.yaml'), object);
  return folder;
}

const CONFIG_MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\n';

describe('the renderer of kustomizations', () => {
  // Made by `kubectl kustomize overlay`, kubectl 1.32 with kustomize 5.5.
  it('makes of resources, components, patches, generators, labels, namespace and images what kubectl made', () => {
    const expected = manifestsOf(join(FIXTURES, 'rendered-by-kubectl.yaml'));
    expect(byIdentity(render(join(FIXTURES, 'overlay')))).toEqual(byIdentity(expected));
  });

  it('refuses every field outside the part that it knows, all at once', () => {
    const text = 'namePrefix: a-\nlabels: [{ pairs: {}, includeSelectors: true }]\n';
    expect(() => render(kustomization(text))).toThrow('namePrefix, labels[].includeSelectors');
  });

  it('refuses a folder without a kustomization, and a file that holds no object', () => {
    expect(() => render(folder)).toThrow('has no kustomization.yaml');
    expect(() => render(kustomization('resources: [object.yaml]\n', 'kind: ConfigMap\n'))).toThrow(
      'without apiVersion, kind and metadata.name',
    );
  });

  it('refuses two objects of one name', () => {
    const text = 'resources: [object.yaml]\n';
    expect(() => render(kustomization(text, `${CONFIG_MAP}---\n${CONFIG_MAP}`))).toThrow('twice');
  });

  it('refuses to merge with a ConfigMap that is not there, and to make one that is', () => {
    const entry = 'configMapGenerator: [{ name: settings, behavior: merge, literals: [A=b] }]\n';
    expect(() => render(kustomization(entry))).toThrow('There is no ConfigMap settings');
    const again = 'resources: [object.yaml]\nconfigMapGenerator: [{ name: settings, literals: [A=b] }]\n';
    expect(() => render(kustomization(again, CONFIG_MAP))).toThrow('give behavior: merge');
  });

  it('refuses a setting that is no NAME=value', () => {
    const entry = 'configMapGenerator: [{ name: settings, literals: [nothing] }]\n';
    expect(() => render(kustomization(entry))).toThrow('"nothing" is no NAME=value');
  });

  it('refuses a patch for what is not there, and a list of operations for nobody', () => {
    const patch = (text: string) => render(kustomization(`patches: [{ patch: '${text}' }]\n`));
    expect(() => patch('{ kind: Service, metadata: { name: web } }')).toThrow('which is not there');
    expect(() => patch('[{ op: remove, path: /spec }]')).toThrow('needs a target');
  });
});

describe('a strategic merge', () => {
  it('replaces lists that have no names', () => {
    expect(strategicMerge({ args: ['a', 'b'] }, { args: ['c'] })).toEqual({ args: ['c'] });
  });

  it('refuses to delete, by null or by a directive', () => {
    expect(() => strategicMerge({ spec: {} }, { spec: { replicas: null } })).toThrow('replicas');
    expect(() => strategicMerge({}, { $patch: 'delete' })).toThrow('$patch');
  });
});

describe('a JSON patch', () => {
  it('adds to, replaces in and removes from lists', () => {
    const patched = jsonPatch({ list: ['a', 'b', 'c'] }, [
      { op: 'add', path: '/list/0', value: 'first' },
      { op: 'replace', path: '/list/1', value: 'A' },
      { op: 'remove', path: '/list/3' },
    ]);
    expect(patched).toEqual({ list: ['first', 'A', 'b'] });
  });

  it('refuses a path that leads nowhere', () => {
    expect(() => jsonPatch({ spec: {} }, [{ op: 'replace', path: '/spec/x', value: 1 }])).toThrow('no x');
    expect(() => jsonPatch({ spec: {} }, [{ op: 'add', path: '/other/x', value: 1 }])).toThrow('no x');
    expect(() => jsonPatch({ list: [] }, [{ op: 'remove', path: '/list/0' }])).toThrow('has 0 items');
  });
});
