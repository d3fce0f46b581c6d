import { readdir, readFile } from 'node:fs/promises';
import { Module } from '@nestjs/common';
import { ErrorsModule } from '@baluarte/errors/nest';
import { createTestDatabase, PLATFORMS, startApp } from '@baluarte/testing';
import { ChargesModule } from './readme/charges.module.js';

const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');
const asInstalled = (source: string) =>
  source
    .replaceAll('../../src/nest/index.js', '@baluarte/idempotency/nest')
    .replaceAll('../../src/index.js', '@baluarte/idempotency');

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

  it('shows the migration', async () => {
    const file = 'readme/migrations/001_charges.sql';
    expect(await blockAfter(`test/${file}`)).toBe(await read(file));
  });

  it.each(PLATFORMS)('shows what a client sees on %s', async (platform) => {
    const { url: databaseUrl, drop } = await createTestDatabase();
    const migrations = new URL('readme/migrations', import.meta.url);
    @Module({
      imports: [ErrorsModule.forRoot({ serviceName: 'charges' }), ChargesModule.at(databaseUrl, migrations)],
    })
    class RootModule {}
    const { url, close } = await startApp(RootModule, { platform });
    const charge = async (amount: number, key?: string) => {
      const headers = { 'content-type': 'application/json', ...(key && { 'idempotency-key': key }) };
      const body = JSON.stringify({ amount });
      const answer = await fetch(`${url}/charges`, { method: 'POST', headers, body });
      const { error_code } = (await answer.json()) as { readonly error_code?: string };
      return [answer.status, error_code ?? answer.headers.get('idempotency-replayed')];
    };
    const seen = [await charge(5, 'a'), await charge(5, 'a'), await charge(6, 'a'), await charge(5)];
    await close();
    await drop();
    expect(seen).toEqual([
      [201, null],
      [201, 'true'],
      [422, 'IDEMPOTENCY_KEY_REUSED'],
      [400, 'IDEMPOTENCY_KEY_REQUIRED'],
    ]);
  });
});
