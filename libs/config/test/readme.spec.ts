import { readdir, readFile } from 'node:fs/promises';
import { shopConfig } from './readme/shop.config.js';

const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');
const asInstalled = (source: string) => source.replaceAll('../../src/index.js', '@baluarte/config');

/** The code block that follows a comment in the README. */
async function blockAfter(comment: string): Promise<string> {
  const readme = await read('../README.md');
  const begin = readme.indexOf(`<!-- ${comment} -->`);
  if (begin === -1) throw new Error(`README.md has no block of ${comment}.`);
  return /```\w+\n([^]*?)```/.exec(readme.slice(begin))?.[1] ?? '';
}

describe('README.md', () => {
  it('shows programs that exist', async () => {
    const files = (await readdir(new URL('readme', import.meta.url))).filter((file) => file.endsWith('.ts'));
    for (const file of files)
      expect(await blockAfter(`test/readme/${file}`)).toBe(asInstalled(await read(`readme/${file}`)));
    expect((await read('../README.md')).match(/```ts/g)).toHaveLength(files.length);
  });

  it('shows the message of the program', async () => {
    const environment = { STOCK_URL: 'stock:8080', STOCK_ATTEMPT_TIMEOUT_MS: '5000' };
    expect(() => shopConfig(environment)).toThrow((await blockAfter('message')).trim());
  });

  it('shows a program that reads', () => {
    expect(shopConfig({ STOCK_URL: 'http://stock:8080/', STOCK_TOKEN: 'abcd' })).toEqual({
      port: 3000,
      stock: {
        baseURL: 'http://stock:8080',
        token: 'abcd',
        attemptTimeoutMs: 1_000,
        totalTimeoutMs: 3_000,
      },
    });
  });
});
