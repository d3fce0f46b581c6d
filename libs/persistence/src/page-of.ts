import { encodeCursor } from './cursor.js';

/** A part of an ordered list, and where the next part begins. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/**
 * Makes a page of rows that were read with `LIMIT limit + 1`: the one row too many only says that there are more.
 *
 * @param keyOf the values that the list is ordered by, unique together
 */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly (string | number)[],
): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null };
}
