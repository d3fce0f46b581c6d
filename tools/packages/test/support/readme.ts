import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { libraries } from '../../libraries.mjs';

/** What a reader's project is like, as far as a README has something else to say to it. */
export interface Reader {
  readonly nest: 11 | 12;
  readonly type: 'module' | 'commonjs';
}

interface Block {
  readonly comment: string;
  readonly code: string;
}

const BLOCK = /<!-- ([^>]+) -->\n\n```(?:ts|typescript|sql)\n([^]*?)```/g;

/**
 * The programs that a README shows, by the name of their file, as this reader is told to write them.
 * `<!-- with Nest 11: main.ts -->` goes before the program in the place of `main.ts`;
 * `<!-- in CommonJS: main.ts -->` before the line that is another one there.
 */
export function readmePrograms(folder: string, { nest, type }: Reader): Map<string, string> {
  const blocks = blocksOf(folder);
  const programs = new Map(
    blocks
      .filter(({ comment }) => /^\S+\.(ts|sql)$/.test(comment))
      .map(({ comment, code }) => [basename(comment), code]),
  );
  for (const { comment, code } of blocks) {
    const [, where = '', file = ''] = /^(with Nest 11|in CommonJS): (\S+)$/.exec(comment) ?? [];
    if (where === 'with Nest 11' && nest === 11) programs.set(file, code);
    if (where === 'in CommonJS' && type === 'commonjs')
      programs.set(file, withLine(programs.get(file) ?? '', code));
  }
  return programs;
}

/** The packages that the `npm install` lines of all READMEs name. */
export function installLines(folder: string): string[] {
  const lines = [...readme(folder).matchAll(/npm install ([^\n`]+)/g)];
  return lines.flatMap(([, packages = '']) => packages.split(' ').filter((word) => !word.startsWith('-')));
}

function blocksOf(folder: string): Block[] {
  return [...readme(folder).matchAll(BLOCK)].map(([, comment = '', code = '']) => ({ comment, code }));
}

/** Replaces the import of the same name by `line`. */
function withLine(program: string, line: string): string {
  const imported = /^import .*? from '[^']+'/.exec(line)?.[0];
  const old = imported && program.split('\n').find((candidate) => candidate.startsWith(imported));
  if (!old) throw new Error(`No line of the program imports the same as: ${line}`);
  return program.replace(old, line.trimEnd());
}

function readme(folder: string): string {
  const library = libraries().find((candidate) => candidate.folder === folder);
  if (library === undefined) throw new Error(`There is no library ${folder}.`);
  return readFileSync(join(library.path, 'README.md'), 'utf8');
}
