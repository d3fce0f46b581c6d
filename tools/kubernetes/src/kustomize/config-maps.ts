import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ConfigMapEntry } from './kustomization.js';
import { isFields, mapFields, type Manifest, type Resource, type Value } from './resource.js';

type Data = Readonly<Record<string, string>>;

/** What a generator of ConfigMaps adds to the resources, or merges into one of them. */
export function withConfigMap(
  resources: readonly Resource[],
  entry: ConfigMapEntry,
  folder: string,
): Resource[] {
  const data = dataOf(entry, folder);
  const isOwn = ({ manifest }: Resource) =>
    manifest.kind === 'ConfigMap' && manifest.metadata.name === entry.name;
  const found = resources.some(isOwn);
  if (found !== (entry.behavior === 'merge')) {
    throw new Error(
      found
        ? `There is a ConfigMap ${entry.name} already: give behavior: merge.`
        : `There is no ConfigMap ${entry.name} to merge with.`,
    );
  }
  if (!found) {
    const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: entry.name }, data };
    return [...resources, { manifest, hashed: true }];
  }
  return resources.map((resource) =>
    isOwn(resource)
      ? { ...resource, manifest: { ...resource.manifest, data: { ...held(resource.manifest), ...data } } }
      : resource,
  );
}

function held({ data }: Manifest): Data {
  return isFields(data) ? (data as Data) : {};
}

function dataOf({ envs = [], files = [], literals = [] }: ConfigMapEntry, folder: string): Data {
  const lines = envs.flatMap((file) =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '' && !line.startsWith('#')),
  );
  const contents = files.map((file): [string, string] => {
    const [key, path = key] = file.split('=') as [string, string?];
    return [basename(key), readFileSync(join(folder, path), 'utf8')];
  });
  return Object.fromEntries([...[...lines, ...literals].map(pairOf), ...contents]);
}

function pairOf(line: string): [string, string] {
  const at = line.indexOf('=');
  if (at < 1) throw new Error(`${JSON.stringify(line)} is no NAME=value.`);
  return [line.slice(0, at), line.slice(at + 1).replace(/^(["'])(.*)\1$/, '$2')];
}

/**
 * Gives the generated ConfigMaps names that change with what they hold, so that pods are rolled when a setting is
 * another, and changes whoever names them. The hash is kustomize's.
 */
export function withHashedNames(resources: readonly Resource[]): Manifest[] {
  const names = new Map(
    resources
      .filter(({ hashed }) => hashed)
      .map(({ manifest }) => [manifest.metadata.name, `${manifest.metadata.name}-${hashOf(manifest)}`]),
  );
  const renamed = (value: Value): Value =>
    isFields(value) && typeof value['name'] === 'string'
      ? { ...value, name: names.get(value['name']) ?? value['name'] }
      : value;
  return resources.map(({ manifest, hashed }) => {
    if (hashed) return { ...manifest, metadata: renamed(manifest.metadata) as Manifest['metadata'] };
    return mapFields(manifest, (name, value) =>
      ['configMap', 'configMapRef', 'configMapKeyRef'].includes(name) ? renamed(value) : value,
    ) as Manifest;
  });
}

const SHOWN = 10;
/** So that no hash is a word. */
const SAFE: Readonly<Record<string, string | undefined>> = { 0: 'g', 1: 'h', 3: 'k', a: 'm', e: 't' };

function hashOf(manifest: Manifest): string {
  const data = Object.fromEntries(Object.entries(held(manifest)).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  // Kustomize looks for the name at a path that there never is, so that in its hash the name is always empty.
  const json = JSON.stringify({ data, kind: manifest.kind, name: '' });
  const escaped = json.replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const digest = createHash('sha256').update(escaped).digest('hex').slice(0, SHOWN);
  return [...digest].map((character) => SAFE[character] ?? character).join('');
}
