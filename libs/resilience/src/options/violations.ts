import type { OptionRow } from './option-fields.js';

const WHOLE: readonly string[] = ['calls', 'bytes'];

/** What is wrong with values that are given by path, a line each, with the values. */
export function violationsOf(
  values: Readonly<Record<string, unknown>>,
  rows: Readonly<Record<string, OptionRow>>,
): string[] {
  return Object.entries(values).flatMap(([path, value]) => {
    const row = Object.hasOwn(rows, path) ? rows[path] : undefined;
    if (row === undefined) return [`${path} is not an option (options are ${Object.keys(rows).join(', ')})`];
    const wrong = wrongWith(value, row);
    return wrong === undefined ? [] : [`${path} is ${String(value)}, but ${wrong}`];
  });
}

function wrongWith(value: unknown, row: OptionRow): string | undefined {
  if (row.type === 'choice')
    return row.choices.includes(value as string) ? undefined : `must be one of ${row.choices.join(', ')}`;
  const isWhole = WHOLE.includes(row.unit);
  const isFine =
    typeof value === 'number' &&
    value >= row.min &&
    value <= row.max &&
    (!isWhole || Number.isInteger(value));
  const kind = isWhole ? 'a whole number' : 'a number';
  return isFine ? undefined : `must be ${kind} from ${row.min} to ${row.max} (${row.unit})`;
}
