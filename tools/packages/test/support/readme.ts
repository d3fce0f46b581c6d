import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { libraries } from '../../libraries.mjs';

interface Block {
  readonly comment: string;
  readonly code: string;
}

const BLOCK = /<!-- ([^>]+) -->\n\n```(?:ts|typescript|sql)\n([^]*?)```/g;

/**
 * The programs that a README shows, by the name of their file, as a reader with this Nest is told to write them.
 * `<!-- with Nest 11: main.ts -->` goes before the program in the place of `main.ts`.
 */
export function readmePrograms(folder: string, nest: 11 | 12): Map<string, string> {
  const blocks = blocksOf(folder);
  const programs = new Map(
    blocks
      .filter(({ comment }) => /^\S+\.(ts|sql)$/.test(comment))
      .map(({ comment, code }) => [basename(comment), code]),
  );
  for (const { comment, code } of blocks) {
    const [, file = ''] = /^with Nest 11: (\S+)$/.exec(comment) ?? [];
    if (file !== '' && nest === 11) programs.set(file, code);
  }
  return programs;
}

/** The packages that the `npm install` lines of all READMEs name. */
export function installLines(folder: string): string[] {
  const lines = [...readme(folder).matchAll(/npm install ([^\n`]+)/g)];
  return lines.flatMap(([, packages = '']) => packages.split(' ').filter((word) => !word.startsWith('-')));
}

/** The settings that a README shows after a comment, as JSON. */
export function readmeSettings(folder: string, comment: string): Record<string, unknown> {
  const [, after] = readme(folder).split(`<!-- ${comment} -->`);
  const [, json] = /```json\n([^]*?)```/.exec(after ?? '') ?? [];
  if (json === undefined) throw new Error(`The README of ${folder} has no settings after ${comment}.`);
  return JSON.parse(json) as Record<string, unknown>;
}

function blocksOf(folder: string): Block[] {
  return [...readme(folder).matchAll(BLOCK)].map(([, comment = '', code = '']) => ({ comment, code }));
}

function readme(folder: string): string {
  const library = libraries().find((candidate) => candidate.folder === folder);
  if (library === undefined) throw new Error(`There is no library ${folder}.`);
  return readFileSync(join(library.path, 'README.md'), 'utf8');
}
