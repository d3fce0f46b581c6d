import { compile } from './compile.js';
import { PAGES, pageFile, README, readText, snippets } from './markdown.js';

describe('the snippets of the documents', () => {
  it('compile against the package as it is built', async () => {
    const programs = new Map<string, string>();
    for (const [name, file] of [
      ['readme', README] as const,
      ...PAGES.map((page) => [page, pageFile(page)] as const),
    ])
      snippets(await readText(file)).forEach((code, index) => programs.set(`${name}-${index + 1}.ts`, code));
    expect(programs.size).toBeGreaterThan(2 * PAGES.length);
    expect(await compile(programs)).toBe('');
  });

  it('would not compile if they named an option that does not exist', async () => {
    const wrong = `import { resolveOptions } from '@baluarte/resilience';\nresolveOptions('peer', { retries: 3 });\n`;
    expect(await compile(new Map([['wrong.ts', wrong]]))).toMatch(/wrong\.ts\(2,\d+\): error TS.*'retries'/);
  });
});
