import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export interface PatchTarget {
  readonly kind?: string;
  readonly name?: string;
  readonly labelSelector?: string;
}

export interface PatchEntry {
  readonly path?: string;
  readonly patch?: string;
  readonly target?: PatchTarget;
}

export interface ConfigMapEntry {
  readonly name: string;
  readonly behavior?: 'create' | 'merge';
  readonly envs?: readonly string[];
  readonly files?: readonly string[];
  readonly literals?: readonly string[];
}

export interface LabelEntry {
  readonly pairs: Readonly<Record<string, string>>;
  readonly includeTemplates?: boolean;
}

export interface ImageEntry {
  readonly name: string;
  readonly newName?: string;
  readonly newTag?: string;
  readonly digest?: string;
}

/** The part of kustomize's format that is used here. */
export interface Kustomization {
  readonly apiVersion: string;
  readonly kind: 'Kustomization' | 'Component';
  readonly resources: readonly string[];
  readonly components: readonly string[];
  readonly namespace?: string;
  readonly labels: readonly LabelEntry[];
  readonly patches: readonly PatchEntry[];
  readonly configMapGenerator: readonly ConfigMapEntry[];
  readonly images: readonly ImageEntry[];
}

const KNOWN: Readonly<Record<string, readonly string[] | undefined>> = {
  apiVersion: [],
  kind: [],
  resources: [],
  components: [],
  namespace: [],
  labels: ['pairs', 'includeTemplates'],
  patches: ['path', 'patch', 'target'],
  configMapGenerator: ['name', 'behavior', 'envs', 'files', 'literals'],
  images: ['name', 'newName', 'newTag', 'digest'],
};

/** The name of the file that makes a folder a kustomization. */
export const KUSTOMIZATION_FILE = 'kustomization.yaml';

/**
 * Reads the kustomization of a folder.
 *
 * @throws Error that lists every field outside the supported part of the format
 */
export function readKustomization(folder: string): Kustomization {
  const file = join(folder, KUSTOMIZATION_FILE);
  if (!existsSync(file)) throw new Error(`${folder} has no ${KUSTOMIZATION_FILE}.`);
  const given = parse(readFileSync(file, 'utf8'), { strict: true, uniqueKeys: true }) as Kustomization;
  const unknown = unknownFields(given);
  if (unknown.length > 0) {
    throw new Error(`${file} uses what is not supported here: ${unknown.join(', ')}. Do without it.`);
  }
  return {
    ...given,
    resources: given.resources ?? [],
    components: given.components ?? [],
    labels: given.labels ?? [],
    patches: given.patches ?? [],
    configMapGenerator: given.configMapGenerator ?? [],
    images: given.images ?? [],
  };
}

function unknownFields(given: object): string[] {
  return Object.entries(given).flatMap(([name, value]) => {
    const known = KNOWN[name];
    if (known === undefined) return [name];
    if (known.length === 0 || !Array.isArray(value)) return [];
    return value.flatMap((entry: object) =>
      Object.keys(entry)
        .filter((key) => !known.includes(key))
        .map((key) => `${name}[].${key}`),
    );
  });
}
