import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DASHBOARDS } from './dashboards.js';

/** Where Grafana finds the dashboards. */
export const FOLDER = fileURLToPath(new URL('../dashboards', import.meta.url));

/** The files as they should be. */
export function generated(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(DASHBOARDS).map(([name, dashboard]) => [name, `${JSON.stringify(dashboard, null, 2)}\n`]),
  );
}

/** The files as they are. */
export function committed(): ReadonlyMap<string, string> {
  const names = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.json'),
  );
  return new Map(names.map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')]));
}

/** Writes what should be there, and removes what should not. @returns the names of the files written */
export function write(): readonly string[] {
  const files = generated();
  for (const name of committed().keys()) if (!files.has(name)) rmSync(join(FOLDER, name));
  for (const [name, content] of files) {
    mkdirSync(dirname(join(FOLDER, name)), { recursive: true });
    writeFileSync(join(FOLDER, name), content);
  }
  return [...files.keys()];
}
