import { access, glob, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../../../', import.meta.url);
const PAGES = ['correlation', 'logging', 'tracing', 'metrics', 'health', 'drain'] as const;

const pageUrl = (page: string) => new URL(`docs/guide/${page}.md`, ROOT);
const read = (url: URL) => readFile(url, 'utf8');

async function sources(): Promise<string> {
  let text = '';
  for await (const file of glob('{libs,apps}/*/src/**/*.ts', { cwd: fileURLToPath(ROOT) }))
    text += await read(new URL(file, ROOT));
  return text;
}

/** Every text between backticks that matches. */
const named = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(/`([^`\n]+)`/g)].flatMap(([, code]) =>
    code !== undefined && pattern.test(code) ? [code] : [],
  );

describe.each(PAGES)('docs/guide/%s.md', (page) => {
  it('shows a program for each way and what both did, which tools/guide compiles and runs', async () => {
    const text = await read(pageUrl(page));
    expect(text).toMatch(
      /^## The wrong way$[^]*?^```ts$[^]*?^## The right way$[^]*?^```ts$[^]*?^<!-- measured -->\n\n\|/m,
    );
  });

  it('links to what exists', async () => {
    const text = await read(pageUrl(page));
    const links = [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link ?? '');
    const files = named(text, /^(?:libs|e2e)\/[^*]*\.ts$/).map((file) => `../../${file}`);
    for (const link of [...links, ...files].filter((each) => !each.startsWith('http')))
      await expect(access(new URL(link, pageUrl(page)))).resolves.toBeUndefined();
  });

  it('names only attributes, events and variables that the code has', async () => {
    const text = await read(pageUrl(page));
    const code = await sources();
    const wire = named(text, /^(?:resilience\.[a-z_]+|app\.[a-z_]+|OTEL_[A-Z_]+)$/);
    const unknown = wire.filter((name) => !isIn(code, name));
    expect(unknown).toEqual([]);
  });
});

/** Span events are named after the type of what happened. */
function isIn(code: string, name: string): boolean {
  const [, type = ''] = /^resilience\.(\w+)$/.exec(name) ?? [];
  return code.includes(name) || (type !== '' && code.includes(`'${type}'`));
}
