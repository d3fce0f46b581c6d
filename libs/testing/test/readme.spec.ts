import pg from 'pg';
import { crashAfter } from './readme/crash.js';
import { loseTheFirstAnswer } from './readme/lost-answer.js';
import { Readme } from '../src/index.js';
import { anHour } from './readme/patience.js';

const readme = new Readme('@baluarte/testing', new URL('../', import.meta.url));

describe('README.md', () => {
  it('shows the programs that are run here, and no others', () => {
    expect(readme.shownPrograms()).toEqual(readme.writtenPrograms());
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
