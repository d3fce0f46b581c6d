import { readFile } from 'node:fs/promises';
import { Module } from '@nestjs/common';
import { ErrorsModule } from '@baluarte/errors/nest';
import { createTestDatabase, PLATFORMS, Readme, startApp } from '@baluarte/testing';
import { ChargesModule } from './readme/charges.module.js';

const readme = new Readme('@baluarte/idempotency', new URL('../', import.meta.url));
const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');

describe('README.md', () => {
  it('shows the programs that are run here, and no others', () => {
    expect(readme.shownPrograms()).toEqual(readme.writtenPrograms());
  });

  it('shows the migration', async () => {
    const file = 'readme/migrations/001_charges.sql';
    expect(readme.blockAfter(`test/${file}`)).toBe(await read(file));
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
