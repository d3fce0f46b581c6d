import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parse } from 'yaml';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');

/** A package.json, as far as it is looked at here. */
export interface Manifest {
  readonly engines?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly nx?: { readonly name: string };
}

export const text = (path: string): string => readFileSync(`${ROOT}/${path}`, 'utf8');

export const exists = (path: string): boolean => existsSync(`${ROOT}/${path}`);

/** A JSON file without comments. */
export const json = <Content>(path: string): Content => JSON.parse(text(path)) as Content;

/** A YAML file. A key that occurs twice is an error. */
export const yaml = <Content>(path: string): Content =>
  parse(text(path), { strict: true, uniqueKeys: true }) as Content;

/** A module of another project, as it is built: those who are no library export nothing to import by name. */
export const built = async <Module>(path: string): Promise<Module> =>
  (await import(pathToFileURL(`${ROOT}/${path}`).href)) as Module;

export const manifest = json<Manifest>('package.json');

/** The names of everything that some project of the workspace depends on, or its alias. */
export function dependencies(): Set<string> {
  const manifests = globSync(['package.json', '{apps,libs,tools}/*/package.json', '*/package.json'], {
    cwd: ROOT,
  });
  const names = manifests.flatMap((path) => {
    const { dependencies: own = {}, devDependencies = {}, peerDependencies = {} } = json<Manifest>(path);
    return Object.entries({ ...own, ...devDependencies, ...peerDependencies });
  });
  return new Set(names.flatMap(([name, range]) => [name, /^npm:(.+)@/.exec(range)?.[1] ?? name]));
}
