import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

export function text(path: string): string {
  return readFileSync(`${ROOT}/${path}`, 'utf8');
}

/** A YAML or JSON file. Keys that occur twice, and anything else that is no YAML, are errors. */
export function yaml<Content>(path: string): Content {
  return parse(text(path), { merge: true, strict: true, uniqueKeys: true }) as Content;
}

/** The variables of .env. */
export function environment(): Record<string, string> {
  const lines = text('.env').split('\n');
  return Object.fromEntries(
    lines.flatMap((line) => {
      const [, name, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value]];
    }),
  );
}

/** A text with its variables filled in, as docker compose does it. */
export function filled(value: string): string {
  const variables = environment();
  return value.replace(/\$\{(\w+)(?::-([^}]*))?\}/g, (all, name: string, fallback?: string) => {
    const found = variables[name] ?? fallback;
    if (found === undefined) throw new Error(`.env does not set ${name}, which ${all} needs.`);
    return found;
  });
}
