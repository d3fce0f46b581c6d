import { readFileSync } from 'node:fs';
import { PAGES, pagesOfKind } from '../src/chapter.js';
import { outlineOf } from '../src/outline.js';
import { readPage, sectionsOf } from '../src/page.js';

const read = (file: string) => readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');
const NAMES = ['README', ...Object.keys(PAGES)];

const PATTERN_HEADINGS = [
  'Cuándo',
  'Cómo',
  'Qué se ve',
  'La forma equivocada',
  'La forma correcta',
  'Las dos, medidas',
  'Ejercicios',
];

/** Frequent English words that are no Spanish ones. */
const ENGLISH = /\b(?:the|and|which|with|that|what|when|from|this|are|without)\b/gi;
/** The same for Spanish. */
const SPANISH = /\b(?:el|la|los|las|que|con|una|para|por|del|se)\b/gi;

const proseOf = (markdown: string) =>
  markdown.replaceAll(/^```\w*\n[^]*?^```$/gm, '').replaceAll(/`[^`\n]*`|\]\([^)]*\)|<[^>]*>/g, '');

describe.each([
  ['README.es.md', () => [read('README.md'), read('README.es.md')]] as const,
  ...NAMES.map((page) => [`docs/guia/${page}.md`, () => [readPage(page), readPage(page, 'guia')]] as const),
])('%s', (_file, both) => {
  it.each(['headings', 'blocks', 'rows', 'links', 'marks', 'points'] as const)(
    'has the same %s as the English page',
    (part) => {
      const [english = '', spanish = ''] = both();
      expect(outlineOf(spanish)[part]).toEqual(outlineOf(english)[part]);
    },
  );

  it('is in Spanish', () => {
    const prose = proseOf(both()[1] ?? '');
    const english = prose.match(ENGLISH)?.length ?? 0;
    const spanish = prose.match(SPANISH)?.length ?? 0;
    expect({ english, isSpanish: spanish > 10 * english }).toEqual({ english, isSpanish: true });
  });
});

describe.each(pagesOfKind('pattern'))('the Spanish page on %s', (page) => {
  it('has the headings of every page on a pattern', () => {
    expect(sectionsOf(readPage(page, 'guia')).map(({ heading }) => heading)).toEqual(PATTERN_HEADINGS);
  });
});
