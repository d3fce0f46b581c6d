import { readFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';

export const README = new URL('../../README.md', import.meta.url);
const GUIDE = new URL('../../../../docs/guide/', import.meta.url);

/** The pages of the guide about the policies of this library. */
export const PAGES = [
  'timeout',
  'retry',
  'circuit-breaker',
  'bulkhead',
  'retry-budget',
  'deadline',
  'fallback',
] as const;

export const pageFile = (page: string): URL => new URL(`${page}.md`, GUIDE);

export const readText = (file: URL): Promise<string> => readFile(file, 'utf8');

/** What stands between `<!-- name -->` and `<!-- /name -->`. */
export function between(markdown: string, name: string): string {
  const begin = `<!-- ${name} -->`;
  const start = markdown.indexOf(begin);
  const end = markdown.indexOf(`<!-- /${name} -->`);
  if (start === -1 || end < start) throw new Error(`The document has no part between ${begin} and its end.`);
  return markdown.slice(start + begin.length, end).trim();
}

/** The code block that follows `<!-- name -->`. */
export function blockAfter(markdown: string, name: string): string {
  const start = markdown.indexOf(`<!-- ${name} -->`);
  const block = start === -1 ? null : /```\w+\n([^]*?)```/.exec(markdown.slice(start));
  if (block === null) throw new Error(`The document has no code block after <!-- ${name} -->.`);
  return block[1] ?? '';
}

/** Every TypeScript block, in order. */
export function snippets(markdown: string): string[] {
  return [...markdown.matchAll(/```ts\n([^]*?)```/g)].map(([, code = '']) => code);
}

/** The cells of the rows of a table, without its head. */
export function cells(table: string): string[][] {
  const rows = table.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** Markdown as it is written in the workspace. */
export async function formatted(markdown: string, file: URL): Promise<string> {
  const style = await resolveConfig(file);
  return (await format(markdown, { ...style, parser: 'markdown' })).trim();
}
