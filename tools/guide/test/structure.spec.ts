import { readdirSync } from 'node:fs';
import { CHAPTER, PAGES, pagesOfKind } from '../src/chapter.js';
import { MEASURED_PAGES } from '../src/measured-pages.js';
import { fencedBlocks } from '@baluarte/testing';
import { pageUrl, readPage, sectionOf, sectionsOf } from '../src/page.js';

const PATTERN_HEADINGS = [
  'When',
  'How',
  'What you see',
  'The wrong way',
  'The right way',
  'Both, measured',
  'Exercises',
];

describe('the guide', () => {
  it('has the pages of the chapter, and those beside it', () => {
    const files = readdirSync(new URL('.', pageUrl('any'))).filter((file) => file.endsWith('.md'));
    expect(files.toSorted()).toEqual(
      ['README', ...Object.keys(PAGES)].map((page) => `${page}.md`).toSorted(),
    );
  });

  it('has a table of contents that follows the chapter', () => {
    const linked = [...readPage('README').matchAll(/\]\(([a-z-]+)\.md\)/g)].map(([, page]) => page);
    expect(linked).toEqual(Object.keys(PAGES));
    const sections = [...readPage('README').matchAll(/^## (4\.\d+) /gm)].map(([, number]) => number);
    expect(sections).toEqual(CHAPTER.map(({ number }) => number));
  });

  it('has a measure for each page that has a wrong and a right way', () => {
    expect(MEASURED_PAGES).toEqual(pagesOfKind('pattern').toSorted());
  });
});

describe.each(pagesOfKind('pattern'))('the page on %s', (page) => {
  const markdown = () => readPage(page);

  it('says when and how, what one sees, and has the wrong way beside the right one', () => {
    expect(sectionsOf(markdown()).map(({ heading }) => heading)).toEqual(PATTERN_HEADINGS);
  });

  it('draws it', () => {
    expect(fencedBlocks(markdown()).filter(({ language }) => language === 'mermaid').length).toBeGreaterThan(
      0,
    );
  });

  it('shows programs for both ways', () => {
    for (const heading of ['The wrong way', 'The right way'])
      expect(fencedBlocks(sectionOf(markdown(), heading)).map(({ language }) => language)).toContain('ts');
  });
});

describe.each(pagesOfKind('pattern', 'practice'))('the exercises on %s', (page) => {
  const exercises = () => sectionOf(readPage(page), 'Exercises').split(/^### /m).slice(1);

  it('are two at least', () => {
    expect(exercises().length).toBeGreaterThanOrEqual(2);
  });

  it('are numbered, ask before they answer, and have a solution that is folded away', () => {
    for (const [index, exercise] of exercises().entries()) {
      expect(exercise).toMatch(new RegExp(`^${index + 1}\\. [^\n]+\n\n[^<]`));
      expect(exercise.match(/^<details><summary>Solution<\/summary>$/gm)).toHaveLength(1);
      expect(exercise.match(/^<\/details>$/gm)).toHaveLength(1);
    }
  });
});
