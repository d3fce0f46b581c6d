import { Controller, Get, Injectable, Module, type DynamicModule } from '@nestjs/common';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createTestDatabase, freePort, PLATFORMS, PostgresServer, startApp } from '@baluarte/testing';
import { Database } from '../src/database.js';
import { PersistenceModule } from '../src/nest/index.js';

const directory = mkdtempSync(join(tmpdir(), 'baluarte-migrations-'));
writeFileSync(
  join(directory, '001_notes.sql'),
  "CREATE TABLE notes (text text); INSERT INTO notes VALUES ('a')",
);
const migrations = [pathToFileURL(directory)];

afterAll(() => rmSync(directory, { recursive: true }));

@Controller('notes')
class NotesController {
  constructor(private readonly database: Database) {}

  @Get()
  all() {
    return this.database.query('SELECT text FROM notes');
  }
}

function moduleWith(persistence: DynamicModule): DynamicModule {
  class NotesModule {}
  return { module: NotesModule, imports: [persistence], controllers: [NotesController] };
}

@Injectable()
class Settings {
  readonly url = process.env['BALUARTE_TEST_DATABASE'] ?? '';
}

@Module({ providers: [Settings], exports: [Settings] })
class SettingsModule {}

describe.each(PLATFORMS)('a Nest application on %s', (platform) => {
  it('has its schema before it answers, and closes its connections when it ends', async () => {
    const place = await createTestDatabase();
    const module = moduleWith(
      PersistenceModule.forRoot({ url: place.url, applicationName: 'app', migrations }),
    );
    const { app, url, close } = await startApp(module, { platform });
    expect(await (await fetch(`${url}/notes`)).json()).toEqual([{ text: 'a' }]);
    const database = app.get(Database);
    await close();
    await expect(database.ping()).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    await place.drop();
  });
});

describe('the persistence module', () => {
  it('takes its options from another provider', async () => {
    const place = await createTestDatabase();
    process.env['BALUARTE_TEST_DATABASE'] = place.url;
    const module = moduleWith(
      PersistenceModule.forRootAsync({
        imports: [SettingsModule],
        inject: [Settings],
        useFactory: ({ url }: Settings) => ({ url, applicationName: 'app' }),
        migrations,
      }),
    );
    const { url, close } = await startApp(module);
    expect((await fetch(`${url}/notes`)).status).toBe(200);
    await close();
    await place.drop();
  });

  it('waits for a database that is not there yet', async () => {
    const server = await PostgresServer.start();
    await server.stop();
    const options = { url: server.url(), applicationName: 'app', migrations };
    const starting = startApp(moduleWith(PersistenceModule.forRoot(options)));
    await server.resume();
    const { url, close } = await starting;
    expect((await fetch(`${url}/notes`)).status).toBe(200);
    await close();
    await server.remove();
  });

  it('gives up on a database that does not come, and says where it looked', async () => {
    const port = await freePort();
    const url = `postgres://root:hunter2@127.0.0.1:${port}/orders`;
    const options = { url, applicationName: 'app', migrations, startTimeoutMs: 1 };
    const starting = startApp(moduleWith(PersistenceModule.forRoot(options)));
    await expect(starting).rejects.toThrow(`127.0.0.1:${port}/orders was not there within 1 ms`);
    await expect(starting).rejects.not.toThrow(/hunter2/);
  });

  it('does not wait when the server says that there is no such database', async () => {
    const place = await createTestDatabase();
    await place.drop();
    const options = { url: place.url, applicationName: 'app', migrations };
    await expect(startApp(moduleWith(PersistenceModule.forRoot(options)))).rejects.toThrow(/does not exist/);
  });
});
