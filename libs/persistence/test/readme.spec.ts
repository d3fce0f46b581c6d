import { readFile } from 'node:fs/promises';
import { Module } from '@nestjs/common';
import { createTestDatabase, PLATFORMS, Readme, startApp } from '@baluarte/testing';
import { append, openNotes } from './readme/notes.js';
import { NotesModule } from './readme/notes.module.js';

const readme = new Readme('@baluarte/persistence', new URL('../', import.meta.url));
const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');

describe('README.md', () => {
  it('shows the programs that are run here, and no others', () => {
    expect(readme.shownPrograms()).toEqual(readme.writtenPrograms());
  });

  it('shows the migration', async () => {
    const file = 'readme/migrations/001_notes.sql';
    expect(readme.blockAfter(`test/${file}`)).toBe(await read(file));
  });

  it('shows a transaction', async () => {
    const { url, drop } = await createTestDatabase();
    const database = await openNotes(url, new URL('readme/migrations', import.meta.url));
    expect(await append(database, 1, ' more')).toBe('one more');
    await expect(append(database, 9, '')).rejects.toThrow('Note 9 does not exist.');
    await database.close();
    await drop();
  });

  it.each(PLATFORMS)('shows a module that gives a list page by page on %s', async (platform) => {
    const { url: databaseUrl, drop } = await createTestDatabase();
    const migrations = new URL('readme/migrations', import.meta.url);
    @Module({ imports: [NotesModule.at(databaseUrl, migrations)] })
    class RootModule {}
    const { url, close } = await startApp(RootModule, { platform });
    const first = (await (await fetch(`${url}/notes`)).json()) as { items: object[]; nextCursor: string };
    const second: unknown = await (await fetch(`${url}/notes?cursor=${first.nextCursor}`)).json();
    await close();
    await drop();
    expect(first.items).toHaveLength(2);
    expect(second).toEqual({ items: [{ id: 3, text: 'three' }], nextCursor: null });
  });
});
