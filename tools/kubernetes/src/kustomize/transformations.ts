import type { ImageEntry, LabelEntry } from './kustomization.js';
import { isFields, isList, type Fields, type Manifest, type Value } from './resource.js';

const CLUSTER_SCOPED = ['Namespace'];

/** Everything that is in a namespace goes into this one; a Namespace takes its name. */
export function inNamespace(manifest: Manifest, namespace: string): Manifest {
  const field = CLUSTER_SCOPED.includes(manifest.kind) ? { name: namespace } : { namespace };
  return { ...manifest, metadata: { ...manifest.metadata, ...field } };
}

/** Labels for the object and, if asked for, for the pods that it makes; never for what selects them. */
export function labelled(manifest: Manifest, { pairs, includeTemplates }: LabelEntry): Manifest {
  const { metadata, spec } = manifest;
  const own = { ...manifest, metadata: { ...metadata, labels: { ...metadata.labels, ...pairs } } };
  const template = isFields(spec) ? spec['template'] : undefined;
  if (includeTemplates !== true || !isFields(spec) || !isFields(template)) return own;
  const inner = isFields(template['metadata']) ? template['metadata'] : {};
  const labels = { ...(isFields(inner['labels']) ? inner['labels'] : {}), ...pairs };
  return { ...own, spec: { ...spec, template: { ...template, metadata: { ...inner, labels } } } };
}

/** The image of every container that has one by this name. */
export function withImage(manifest: Manifest, entry: ImageEntry): Manifest {
  return imagesChanged(manifest, entry) as Manifest;
}

function imagesChanged(value: Value, entry: ImageEntry): Value {
  if (isList(value)) return value.map((each) => imagesChanged(each, entry));
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, held]) => [
      name,
      ['containers', 'initContainers'].includes(name) && isList(held)
        ? held.map((container) => (isFields(container) ? withOwnImage(container, entry) : container))
        : imagesChanged(held ?? null, entry),
    ]),
  );
}

function withOwnImage(container: Fields, { name, newName, newTag, digest }: ImageEntry): Fields {
  const [, repository, tail = ''] = /^(.*?)(:[^:/@]+|@.*)?$/.exec(String(container['image'])) ?? [];
  if (repository !== name) return container;
  const fresh = digest === undefined ? newTag && `:${newTag}` : `@${digest}`;
  return { ...container, image: `${newName ?? name}${fresh ?? tail}` };
}
