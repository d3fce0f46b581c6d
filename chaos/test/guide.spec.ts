import { readFileSync } from 'node:fs';
import { EXPERIMENTS } from '../src/experiments/index.js';

const GUIDE = readFileSync(new URL('../../docs/guide/chaos.md', import.meta.url), 'utf8');
const SOURCES = new URL('../src/experiments/', import.meta.url);
const PROGRAMS = [...GUIDE.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, program = '']) => program);

/** The paths that a file of the exercises has when it stands among the experiments. */
const moved = (source: string) =>
  source.replaceAll("'../../src/experiments/", "'./").replaceAll("'../../src/", "'../");

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
    const source = readFileSync(new URL('recommendations-down.ts', SOURCES), 'utf8');
    const lines = (text: string) => text.split('\n').map((line) => line.trim());
    const known = lines(source);
    for (const line of lines(PROGRAMS[0] ?? '').filter((each) => !each.startsWith('expectations:')))
      expect(known).toContain(line);
  });

  it('solves its exercise with the experiment that experiments.spec.ts tries', () => {
    const source = readFileSync(new URL('exercises/torn-recommendations.ts', import.meta.url), 'utf8');
    expect(PROGRAMS[1]).toBe(moved(source));
  });
});
