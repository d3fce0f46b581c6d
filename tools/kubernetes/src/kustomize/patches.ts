import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { jsonPatch, type Operation } from './json-patch.js';
import type { PatchEntry, PatchTarget } from './kustomization.js';
import { isFields, type Manifest, type Resource, type Value } from './resource.js';
import { strategicMerge } from './strategic-merge.js';

/**
 * Patches every resource that the entry is for: those of its target or, without one, that of the kind and name that
 * the patch has.
 *
 * @throws Error when a patch without a target is for nothing
 */
export function patched(resources: readonly Resource[], entry: PatchEntry, folder: string): Resource[] {
  const text = entry.patch ?? readFileSync(join(folder, entry.path ?? ''), 'utf8');
  const patch = parse(text, { strict: true, uniqueKeys: true }) as Value;
  const target = entry.target ?? ownTarget(patch);
  if (!entry.target && !resources.some(({ manifest }) => isMeant(manifest, target))) {
    throw new Error(`The patch ${entry.path ?? text} is for ${JSON.stringify(target)}, which is not there.`);
  }
  return resources.map((resource) =>
    isMeant(resource.manifest, target)
      ? { ...resource, manifest: patchedManifest(resource.manifest, patch) }
      : resource,
  );
}

function patchedManifest(manifest: Manifest, patch: Value): Manifest {
  if (!isFields(patch)) return jsonPatch(manifest, patch as unknown as Operation[]);
  const { kind, apiVersion, metadata } = manifest;
  const merged = strategicMerge(manifest, patch) as Manifest;
  return {
    ...merged,
    apiVersion,
    kind,
    metadata: { ...merged.metadata, name: metadata.name },
  };
}

function ownTarget(patch: Value): PatchTarget {
  const metadata = isFields(patch) ? patch['metadata'] : undefined;
  if (!isFields(patch) || !isFields(metadata)) throw new Error('A list of operations needs a target.');
  return { kind: String(patch['kind']), name: String(metadata['name']) };
}

function isMeant({ kind, metadata }: Manifest, target: PatchTarget): boolean {
  const labels = (target.labelSelector?.split(',') ?? []).map((pair) => pair.split('='));
  return (
    (target.kind === undefined || target.kind === kind) &&
    (target.name === undefined || target.name === metadata.name) &&
    labels.every(([label = '', value]) => metadata.labels?.[label] === value)
  );
}
