import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';
import { crashAfter } from './readme/crash.js';
import { loseTheFirstAnswer } from './readme/lost-answer.js';
import { anHour } from './readme/patience.js';

const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');
const asInstalled = (source: string) => source.replaceAll('../../src/index.js', '@baluarte/testing');

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

  it('shows a client that repeats what was carried out', async () => {
    const post = (url: string) => fetch(url, { method: 'POST' });
    const ask = async (url: string): Promise<unknown> => (await post(url).catch(() => post(url))).json();
    expect(await loseTheFirstAnswer(ask)).toEqual({
      answer: { id: 'charge-1' },
      requests: ['POST /charges', 'POST /charges'],
    });
  });

  it('shows a database that crashes and comes back', async () => {
    const ask = async (url: string, statement: string) => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query(statement);
      await client.end();
      return rows as unknown[];
    };
    let kept: unknown;
    await crashAfter(
      async (url) => void (await ask(url, 'CREATE TABLE t AS SELECT 1 AS one')),
      async (url) => void (kept = await ask(url, 'SELECT one FROM t')),
    );
    expect(kept).toEqual([{ one: 1 }]);
  });

  it('shows an hour that passes at once', async () => {
    expect(await anHour()).toEqual(['half past', 'the hour']);
  });
});
