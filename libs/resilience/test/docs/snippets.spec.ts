import { compile, load } from './compile.js';
import { PAGES, pageFile, README, readText, snippets } from './markdown.js';

async function programsOf(name: string, file: URL): Promise<(readonly [string, string])[]> {
  const blocks = snippets(await readText(file));
  return blocks.map((code, index) => [`${name}-${index + 1}.ts`, code] as const);
}

describe('the snippets of the documents', () => {
  let ofTheGuide: Map<string, string>;

  beforeAll(async () => {
    const all = await Promise.all(PAGES.map((page) => programsOf(page, pageFile(page))));
    ofTheGuide = new Map(all.flat());
  });

  it('compile against the package as it is built', async () => {
    const programs = new Map([...ofTheGuide, ...(await programsOf('readme', README))]);
    expect(programs.size).toBeGreaterThan(3 * PAGES.length);
    expect(await compile(programs)).toBe('');
  });

  it('would not compile if they named an option that does not exist', async () => {
    const wrong = `import { resolveOptions } from '@baluarte/resilience';\nresolveOptions('peer', { retries: 3 });\n`;
    expect(await compile(new Map([['wrong.ts', wrong]]))).toMatch(/wrong\.ts\(2,\d+\): error TS.*'retries'/);
  });

  it('of the guide can be loaded: their options are valid', async () => {
    expect(await load(ofTheGuide)).toBe('');
  });

  it('could not be loaded with options that contradict each other', async () => {
    const wrong = `import { resolveOptions } from '@baluarte/resilience';\nresolveOptions('peer', { totalTimeoutMs: 100 });\n`;
    expect(await load(new Map([['wrong.ts', wrong]]))).toContain('is longer than totalTimeoutMs (100)');
  });
});
