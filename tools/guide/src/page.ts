import { readFileSync } from 'node:fs';

const FENCED = /^```\w*\n[^]*?^```$/gm;

/** A heading of the second level and the text below it. */
export interface Section {
  readonly heading: string;
  readonly text: string;
}

/** The sections of a text; a line in a fenced block is no heading. */
export function sectionsOf(markdown: string): Section[] {
  const masked = markdown.replaceAll(FENCED, (block) => block.replaceAll(/^#/gm, ' '));
  const starts = [...masked.matchAll(/^## (.*)$/gm)];
  return starts.map(({ index, 0: line, 1: heading = '' }, nth) => ({
    heading,
    text: markdown.slice(index + line.length + 1, starts[nth + 1]?.index),
  }));
}

/** The text below a heading. @throws Error when there is no such heading */
export function sectionOf(markdown: string, heading: string): string {
  const found = sectionsOf(markdown).find((section) => section.heading === heading);
  if (found === undefined) throw new Error(`The page has no heading "## ${heading}".`);
  return found.text;
}

/** A page of docs/guide or docs/guia by its name. */
export function readPage(name: string, language: 'guide' | 'guia' = 'guide'): string {
  return readFileSync(pageUrl(name, language), 'utf8');
}

export function pageUrl(name: string, language: 'guide' | 'guia' = 'guide'): URL {
  return new URL(`../../../docs/${language}/${name}.md`, import.meta.url);
}
