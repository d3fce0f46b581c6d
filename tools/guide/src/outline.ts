import { fencedBlocks } from '@baluarte/testing';

const FENCED = /^```\w*\n[^]*?^```$/gm;

/** What a page and its translation have in common: everything but the words. */
export interface Outline {
  /** The depth of each heading, in order. */
  readonly headings: readonly number[];
  /** Every fenced block, whole; of a drawing only its kind, since its labels are words. */
  readonly blocks: readonly string[];
  /** Each row of a table: the code and the numbers of every cell. */
  readonly rows: readonly string[];
  /** Where it links to, without anchors. */
  readonly links: readonly string[];
  /** Marks for tools, and what is folded away. */
  readonly marks: readonly string[];
  /** How many points its lists have. */
  readonly points: number;
}

export function outlineOf(markdown: string): Outline {
  const prose = markdown.replaceAll(FENCED, '');
  return {
    headings: [...prose.matchAll(/^(#+) /gm)].map(([, hashes = '']) => hashes.length),
    blocks: fencedBlocks(markdown).map(({ language, text }) => blockOf(language, text)),
    rows: [...prose.matchAll(/^\|.*\|$/gm)].map(([row]) => rowOf(row)),
    links: [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => targetOf(link)).toSorted(),
    marks: [...prose.matchAll(/<!-- .*? -->|<\/?details>/g)].map(([mark]) => mark),
    points: [...prose.matchAll(/^ *(?:-|\d+\.) /gm)].length,
  };
}

function blockOf(language: string, text: string): string {
  if (language !== 'mermaid') return `${language}\n${text}`;
  const [kind = ''] = text.trim().split('\n');
  return `${language}\n${kind}\n${text.split('\n').length} lines`;
}

/** A row without its words: a translator may not change a name, a number or the number of cells. */
function rowOf(row: string): string {
  return row
    .replaceAll(/\]\([^)]*\)/g, ']')
    .split('|')
    .slice(1, -1)
    .map((cell) =>
      (cell.match(/`[^`]+`|\d+(?:[.,]\d+)*/g) ?? []).map((each) => each.replaceAll(',', '.')).toSorted(),
    )
    .join(' | ');
}

/** The same target in either language. */
function targetOf(link: string): string {
  const [path = ''] = link.split('#');
  return path
    .replace('README.es.md', 'README.md')
    .replace('docs/guia/', 'docs/guide/')
    .replace('../guide/pictures/', 'pictures/');
}
