import { existsSync, readFileSync } from 'node:fs';

const ROOT = new URL('../../../', import.meta.url);
const README = readFileSync(new URL('README.md', ROOT), 'utf8');
const text = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');
const DEPENDENCIES = ['payments', 'stock', 'psp', 'recommendations', 'orders'];

/** The rows of the table below a heading, cell by cell. */
function rowsBelow(heading: string): string[][] {
  const [, part = ''] = README.split(`\n## ${heading}\n`);
  const [section = ''] = part.split('\n## ');
  return section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

const codes = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

describe('the index of patterns in the README', () => {
  const rows = rowsBelow('The patterns');

  it('has a row for each pattern', () => {
    expect(rows.length).toBeGreaterThanOrEqual(14);
  });

  it('names files and folders that are there', () => {
    for (const path of rows.flatMap(([, where = '']) => codes(where)))
      expect([path, existsSync(new URL(path, ROOT))]).toEqual([path, true]);
  });

  it('names experiments that are there', () => {
    const guide = text('docs/guide/chaos.md');
    for (const name of rows.flatMap(([, , , experiment = '']) => codes(experiment)))
      expect(guide).toContain(`| \`${name}\` `);
  });

  it('names metrics that are exported', () => {
    const known = `${text('docs/guide/metrics.md')}\n\`up\``;
    for (const name of rows.flatMap(([, , , , metric = '']) => codes(metric)))
      expect(known).toContain(`\`${name}`);
  });

  it('names switches that a service knows, or a command', () => {
    const settings = [
      ...['orders', 'payments', 'stock', 'recommendations'].map((app) =>
        text(`apps/${app}/src/${app}.config.ts`),
      ),
      text('libs/config/src/database-settings.ts'),
      text('docs/guide/tracing.md'),
    ].join('\n');
    const rowsOfOptions = text('libs/resilience/src/options/option-rows.ts');
    for (const code of rows.flatMap(([, , shown = '']) => codes(shown))) {
      const [name = ''] = code.split('=');
      if (!/^(<DEP>_)?[A-Z_]+$/.test(name)) continue;
      if (!name.startsWith('<DEP>_') || name.includes('X-')) {
        expect(settings).toContain(name);
        continue;
      }
      const option = name.slice('<DEP>_'.length).toLowerCase().replaceAll('_', '');
      const options = [...rowsOfOptions.matchAll(/'?([\w.]+)'?: /g)].map(([, each = '']) =>
        each.toLowerCase().replaceAll('.', ''),
      );
      expect(options).toContain(option);
    }
    for (const dependency of DEPENDENCIES)
      expect(settings.toUpperCase()).toContain(`CLIENTSETTINGS('${dependency.toUpperCase()}'`);
  });
});
