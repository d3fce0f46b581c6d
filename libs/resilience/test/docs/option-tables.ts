import { OPTION_ROWS, PRESETS, resolveOptions, TRANSPORT_ROWS, type OptionRow } from '../../src/index.js';
import { flatten } from '../../src/options/nested.js';

type Rows = Readonly<Record<string, OptionRow>>;

const ALL: Rows = { ...OPTION_ROWS, ...TRANSPORT_ROWS };

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Every option of these rows: unit, default, bounds, meaning. */
export function optionTable(rows: Rows): string {
  const lines = Object.entries(rows).map(([path, row]) => {
    const [unit, bounds] =
      row.type === 'number'
        ? [row.unit, `${row.min} to ${row.max}`]
        : ['', row.choices.map((choice) => `\`${choice}\``).join(', ')];
    const value = row.type === 'number' ? String(row.default) : `\`${row.default}\``;
    return [`\`${path}\``, unit, value, bounds, row.what];
  });
  return table(['option', 'unit', 'default', 'bounds', 'what'], lines);
}

/** The options whose path begins so. */
export function optionTableOf(...beginnings: readonly string[]): string {
  const rows = Object.entries(ALL).filter(([path]) => beginnings.some((each) => path.startsWith(each)));
  return optionTable(Object.fromEntries(rows));
}

/** Where the presets differ from each other. */
export function presetTable(): string {
  const presets = Object.keys(PRESETS) as (keyof typeof PRESETS)[];
  const values = presets.map((preset) => flatten(resolveOptions('any', {}, preset)));
  const lines = Object.keys(OPTION_ROWS)
    .map((path) => [`\`${path}\``, ...values.map((each) => String(each[path]))])
    .filter(([, first, ...others]) => others.some((other) => other !== first));
  return table(['option', ...presets.map((preset) => `\`${preset}\``)], lines);
}
