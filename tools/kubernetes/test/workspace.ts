import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { manifestsOf, render } from '../src/kustomize/render.js';
import type { Manifest } from '../src/kustomize/resource.js';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');
export const KUBERNETES = `${ROOT}/deploy/kubernetes`;

export function text(path: string): string {
  return readFileSync(`${ROOT}/${path}`, 'utf8');
}

/** A module of another project, as it is built: those who are no library export nothing to import by name. */
export async function built<Module>(path: string): Promise<Module> {
  return (await import(pathToFileURL(`${ROOT}/${path}`).href)) as Module;
}

export const base = render(`${KUBERNETES}/base`);
export const demo = render(`${KUBERNETES}/overlays/demo`);
export const production = render(`${KUBERNETES}/overlays/production`);

/** What somebody can apply, by the name of the overlay. */
export const overlays: readonly (readonly [string, readonly Manifest[]])[] = [
  ['demo', demo],
  ['production', production],
];

/** The experiments of a tool, by the name of their file. */
export function chaosOf(tool: 'chaos-mesh' | 'litmus'): (readonly [string, Manifest])[] {
  const folder = `${KUBERNETES}/chaos/${tool}`;
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) =>
      manifestsOf(`${folder}/${file}`).map((manifest): [string, Manifest] => [file, manifest]),
    );
}

/** The objects of a kind, as that of its model. */
export function ofKind<Model>(manifests: readonly Manifest[], kind: string): Model[] {
  return manifests.filter((manifest) => manifest.kind === kind) as unknown as Model[];
}

/** A node of the topology of the embedded system: the picture of the design, as code. */
export interface ServiceNode {
  readonly name: string;
  readonly shortName: string;
  readonly port: number;
  readonly calls: readonly string[];
}

export async function topology(): Promise<readonly ServiceNode[]> {
  const { SERVICES } = await built<{ SERVICES: readonly ServiceNode[] }>('tools/embedded/dist/topology.js');
  return SERVICES;
}
