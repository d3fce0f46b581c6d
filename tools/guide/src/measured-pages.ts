import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pageUrl } from './page.js';

const BEGIN = '<!-- measured -->';
const END = '<!-- /measured -->';

/** The pages that have a measure. */
export const MEASURED_PAGES: readonly string[] = readdirSync(new URL('../src/measures/', import.meta.url))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length))
  .toSorted();

/** The table between the marks of a page. @throws Error when the marks are not there */
export function tableOn(markdown: string): string {
  const [start, end] = marksOf(markdown);
  return markdown.slice(start, end).trim();
}

/** Puts a table between the marks of a page. */
export function writeTable(page: string, table: string): void {
  const markdown = readFileSync(pageUrl(page), 'utf8');
  const [start, end] = marksOf(markdown);
  writeFileSync(pageUrl(page), `${markdown.slice(0, start)}\n\n${table}\n\n${markdown.slice(end)}`);
}

function marksOf(markdown: string): [start: number, end: number] {
  const start = markdown.indexOf(BEGIN);
  const end = markdown.indexOf(END);
  if (start === -1 || end < start) throw new Error(`The page has no part between ${BEGIN} and ${END}.`);
  return [start + BEGIN.length, end];
}
