import { readFileSync } from 'node:fs';
import { EXPERIMENTS } from '../src/experiments/index.js';

const GUIDE = readFileSync(new URL('../../docs/guide/chaos.md', import.meta.url), 'utf8');
const SOURCES = new URL('../src/experiments/', import.meta.url);

describe('the page on chaos', () => {
  it('lists every experiment, its pattern, its claim and the settings that take the pattern away', () => {
    const rows = [...GUIDE.matchAll(/^\| `([a-z-]+)` +\| (.+?) +\| (.+?) +\| (.+?) +\|$/gm)].map(
      ([, ...cells]) => cells,
    );
    expect(rows).toEqual(
      EXPERIMENTS.map(({ name, pattern, hypothesis, without }) => [
        name,
        pattern,
        hypothesis,
        Object.entries(without)
          .map(([key, value]) => `\`${key}=${value}\``)
          .join(' ') || 'no deadline sent',
      ]),
    );
  });

  it('shows an experiment as it is written', () => {
    const [, shown = ''] = /```ts\n([\s\S]*?)```/.exec(GUIDE) ?? [];
    const source = readFileSync(new URL('recommendations-down.ts', SOURCES), 'utf8');
    const lines = (text: string) => text.split('\n').map((line) => line.trim());
    const known = lines(source);
    for (const line of lines(shown).filter((each) => !each.startsWith('expectations:')))
      expect(known).toContain(line);
  });
});
