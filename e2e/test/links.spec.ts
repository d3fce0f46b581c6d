import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PAGES = globSync(
  ['README.md', 'bench/README.md', 'deploy/**/*.md', 'docs/**/*.md', 'libs/*/README.md'],
  {
    cwd: ROOT,
  },
);

/** In a program, `steps[state](id)` is a call. */
const FENCED = /^```[^]*?^```$/gm;

/** The files that a page links to, as it names them. */
function linksOf(page: string): string[] {
  const text = readFileSync(`${ROOT}${page}`, 'utf8').replaceAll(FENCED, '');
  return [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => link);
}

describe('the links of the documents', () => {
  it('are many', () => {
    expect(PAGES.length).toBeGreaterThan(30);
    expect(PAGES.flatMap(linksOf).length).toBeGreaterThan(50);
  });

  it.each(PAGES)('of %s lead to files that are there', (page) => {
    const base = pathToFileURL(`${ROOT}${page}`);
    const broken = linksOf(page).filter((link) => !existsSync(new URL(link, base)));
    expect(broken).toEqual([]);
  });
});
