import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PAGES = globSync(
  ['*.md', 'bench/README.md', 'deploy/**/*.md', 'docs/**/*.md', 'libs/*/README.md', '.github/*.md'],
  { cwd: ROOT },
);

/** The text of a page without what is shown as code. */
const proseOf = (file: string) =>
  readFileSync(file, 'utf8')
    .replaceAll(/^```[^]*?^```$/gm, '')
    .replaceAll(/``.+?``|`[^`\n]*`/g, (code) => code.replaceAll(/[[\]()]/g, ''));

interface Link {
  readonly path: string;
  readonly anchor: string | undefined;
}

/** What a page links to within the workspace. */
function linksOf(page: string): Link[] {
  const found = proseOf(`${ROOT}${page}`).matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)/g);
  return [...found].map(([, path = '', anchor]) => ({ path, anchor }));
}

/** The anchors of a page, made of its headings as GitHub makes them. */
function anchorsOf(file: string): string[] {
  return [...proseOf(file).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('the links of the documents', () => {
  it('are many', () => {
    expect(PAGES.length).toBeGreaterThan(50);
    expect(PAGES.flatMap(linksOf).length).toBeGreaterThan(200);
  });

  it.each(PAGES)('of %s lead to files that are there', (page) => {
    const base = pathToFileURL(`${ROOT}${page}`);
    const broken = linksOf(page).filter(({ path }) => !existsSync(new URL(path, base)));
    expect(broken).toEqual([]);
  });

  it.each(PAGES)('of %s lead to headings that are there', (page) => {
    const base = pathToFileURL(`${ROOT}${page}`);
    const lost = linksOf(page).filter(({ path, anchor }) => {
      const target = fileURLToPath(path === '' ? base : new URL(path, base));
      return (
        anchor !== undefined &&
        target.endsWith('.md') &&
        !anchorsOf(target).includes(decodeURIComponent(anchor))
      );
    });
    expect(lost).toEqual([]);
  });
});
