import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { withConfigMap, withHashedNames } from './config-maps.js';
import { readKustomization } from './kustomization.js';
import { patched } from './patches.js';
import { identityOf, manifestOf, type Manifest, type Resource, type Value } from './resource.js';
import { inNamespace, labelled, withImage } from './transformations.js';

/**
 * What `kubectl kustomize` prints for a folder, for the part of its format that {@link readKustomization} takes. It
 * is here so that the manifests can be tested where there is no kubectl; a test holds it to what kubectl printed.
 *
 * @throws Error when a kustomization uses more than that part, or two objects have one name
 */
export function render(folder: string): Manifest[] {
  const manifests = withHashedNames(accumulated(folder, []));
  const seen = new Set<string>();
  for (const identity of manifests.map(identityOf)) {
    if (seen.has(identity)) throw new Error(`${folder} makes ${identity} twice.`);
    seen.add(identity);
  }
  return manifests;
}

/** The objects of one file. @throws Error when it is no YAML, or holds no objects of Kubernetes */
export function manifestsOf(file: string): Manifest[] {
  return parseAllDocuments(readFileSync(file, 'utf8'), { strict: true, uniqueKeys: true }).map((document) => {
    const [error] = document.errors;
    if (error) throw new Error(`${file}: ${error.message}`);
    return manifestOf(document.toJS() as Value, file);
  });
}

/** A component starts from what there is; a kustomization from nothing. */
function accumulated(folder: string, before: readonly Resource[]): Resource[] {
  const kustomization = readKustomization(folder);
  let resources: Resource[] = [
    ...before,
    ...kustomization.resources.flatMap((path) => resourcesOf(join(folder, path))),
  ];
  for (const entry of kustomization.configMapGenerator) resources = withConfigMap(resources, entry, folder);
  for (const path of kustomization.components) resources = accumulated(join(folder, path), resources);
  for (const entry of kustomization.patches) resources = patched(resources, entry, folder);
  return resources.map((resource) => {
    let { manifest } = resource;
    if (kustomization.namespace !== undefined) manifest = inNamespace(manifest, kustomization.namespace);
    for (const entry of kustomization.labels) manifest = labelled(manifest, entry);
    for (const entry of kustomization.images) manifest = withImage(manifest, entry);
    return { ...resource, manifest };
  });
}

function resourcesOf(path: string): Resource[] {
  if (statSync(path).isDirectory()) return accumulated(path, []);
  return manifestsOf(path).map((manifest) => ({ manifest, hashed: false }));
}
