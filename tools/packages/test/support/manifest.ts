import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { builtFrom } from '../../libraries.mjs';

type Ranges = Readonly<Record<string, string>>;

/** What of a package.json concerns those who install it. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly type?: string;
  readonly sideEffects?: boolean;
  readonly repository?: unknown;
  readonly engines?: Ranges;
  readonly exports: Readonly<Record<string, string | Ranges>>;
  readonly dependencies?: Ranges;
  readonly peerDependencies?: Ranges;
}

export function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** What can be imported of a library: its name, and its sub-paths. */
export function entriesOf(folder: string): string[] {
  const { name, exports } = manifestOf(folder);
  return Object.keys(exports)
    .filter((entry) => entry !== './package.json')
    .map((entry) => name + entry.slice(1));
}

/** The packages that the code and the declarations of a built library import. */
export function importedPackages(folder: string): Set<string> {
  const dist = join(folder, 'dist');
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' });
  const specifiers = files
    .filter((file) => file.endsWith('.js') || file.endsWith('.d.ts'))
    .filter((file) => builtFrom(folder, file) !== undefined)
    .flatMap((file) => [...readFileSync(join(dist, file), 'utf8').matchAll(SPECIFIER)])
    .map(([, specifier, scope]) => specifier ?? scope ?? '')
    .filter((specifier) => !specifier.startsWith('.') && !isBuiltin(specifier));
  return new Set(specifiers.map(packageOf));
}

/** `@scope/${platform}` is one of the packages that the package `scope` brings for each platform. */
const SPECIFIER =
  /(?:^(?:import|export)\b[^'"`;]*?\bfrom |^import |\bimport\()['"]([^'"]+)['"]|`@([a-z-]+)\/\$\{/gm;

function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
