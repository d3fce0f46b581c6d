import { readdirSync } from 'node:fs';
import { fencedBlocks } from '@baluarte/testing';
import { pageUrl, readPage } from '../src/page.js';
import { Programs } from '../src/programs.js';

const PAGES = readdirSync(new URL('.', pageUrl('any')))
  .filter((file) => file.endsWith('.md'))
  .map((file) => file.slice(0, -'.md'.length));
/** Their programs are held to what they show by tests of their own, in other surroundings. */
const ELSEWHERE = ['add-a-service', 'migration', 'chaos'];

describe('the programs of the guide', () => {
  it('compile, each as it is shown', async () => {
    const programs = PAGES.filter((page) => !ELSEWHERE.includes(page)).flatMap((page) =>
      fencedBlocks(readPage(page))
        .filter(({ language }) => language === 'ts')
        .map(({ text }, nth) => [`${page}-${nth}`, text] as const),
    );
    expect(programs.length).toBeGreaterThan(20);
    using compiled = await Programs.compile(new Map(programs));
    expect(readdirSync(compiled.output)).toHaveLength(programs.length);
  });
});
