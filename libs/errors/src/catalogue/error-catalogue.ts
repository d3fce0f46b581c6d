import { KINDS } from '../kind.js';
import { catalogueEntry, type CatalogueEntry, type CatalogueRow } from './catalogue-entry.js';

const CODE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;

/** The codes that a system may answer with; immutable. */
export class ErrorCatalogue {
  readonly #entries: ReadonlyMap<string, CatalogueEntry>;

  /**
   * @param rows code → row
   * @throws Error listing every code that is not UPPER_SNAKE_CASE, has an unknown kind or a status that is not an error
   */
  constructor(rows: Readonly<Record<string, CatalogueRow>>) {
    const mistakes = Object.entries(rows).flatMap(([code, row]) => mistakesOf(code, row));
    if (mistakes.length > 0) throw new Error(`The error catalogue is wrong:\n${mistakes.join('\n')}`);
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
    return [...this.#entries.values()].sort((a, b) => a.status - b.status || a.code.localeCompare(b.code));
  }

  /** A catalogue with more codes; a code that exists already is replaced. */
  extend(rows: Readonly<Record<string, CatalogueRow>>): ErrorCatalogue {
    return new ErrorCatalogue({ ...Object.fromEntries(this.#entries), ...rows });
  }
}

function mistakesOf(code: string, row: CatalogueRow): string[] {
  const mistakes: string[] = [];
  if (!CODE.test(code)) mistakes.push(`- ${code}: a code is UPPER_SNAKE_CASE.`);
  if (!(row.kind in KINDS)) mistakes.push(`- ${code}: unknown kind ${JSON.stringify(row.kind)}.`);
  if (row.status !== undefined && (row.status < 400 || row.status > 599))
    mistakes.push(`- ${code}: status ${row.status} is not an error (400–599).`);
  return mistakes;
}
