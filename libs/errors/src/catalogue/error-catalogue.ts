import { KINDS } from '../kind.js';
import { catalogueEntry, type CatalogueEntry, type CatalogueRow } from './catalogue-entry.js';

const CODE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;
const WORDS = ['title', 'explanation', 'message'] as const;

/** The codes that a system may answer with; immutable. */
export class ErrorCatalogue {
  readonly #rows: Readonly<Record<string, CatalogueRow>>;
  readonly #entries: ReadonlyMap<string, CatalogueEntry>;

  /**
   * @param rows code → row
   * @throws Error that lists every mistake: a code that is not UPPER_SNAKE_CASE, an unknown kind, a status of
   *   the other family (a technical kind has 5xx, every other 4xx), words that are missing
   */
  constructor(rows: Readonly<Record<string, CatalogueRow>>) {
    const mistakes = Object.entries(rows).flatMap(([code, row]) => mistakesOf(code, row));
    if (mistakes.length > 0) throw new Error(`The error catalogue is wrong:\n${mistakes.join('\n')}`);
    this.#rows = { ...rows };
    this.#entries = new Map(Object.entries(rows).map(([code, row]) => [code, catalogueEntry(code, row)]));
  }

  has(code: string): boolean {
    return this.#entries.has(code);
  }

  get(code: string): CatalogueEntry | undefined {
    return this.#entries.get(code);
  }

  /** All entries, ordered by status and then by code. */
  entries(): readonly CatalogueEntry[] {
    return [...this.#entries.values()].sort((a, b) => a.status - b.status || (a.code < b.code ? -1 : 1));
  }

  /** A catalogue with more codes; a code that exists already is replaced. */
  extend(rows: Readonly<Record<string, CatalogueRow>>): ErrorCatalogue {
    return new ErrorCatalogue({ ...this.#rows, ...rows });
  }
}

function mistakesOf(code: string, row: CatalogueRow): string[] {
  const mistakes = WORDS.filter((word) => !row[word]?.trim()).map((word) => `- ${code}: ${word} is empty.`);
  if (!CODE.test(code)) mistakes.push(`- ${code}: a code is UPPER_SNAKE_CASE.`);
  if (!Object.hasOwn(KINDS, row.kind))
    return [
      ...mistakes,
      `- ${code}: unknown kind ${JSON.stringify(row.kind)}; there are ${Object.keys(KINDS).join(', ')}.`,
    ];
  const family = Math.floor(KINDS[row.kind].status / 100);
  if (row.status !== undefined && (!Number.isInteger(row.status) || Math.floor(row.status / 100) !== family))
    mistakes.push(`- ${code}: status ${row.status} does not fit kind ${row.kind}, which is ${family}xx.`);
  return mistakes;
}
