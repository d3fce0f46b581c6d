import { Readme, startApp } from '@baluarte/testing';
import { configureService } from '../src/index.js';
import { module, readConfig } from './readme/greeter.application.js';

const readme = new Readme('@baluarte/bootstrap', new URL('../', import.meta.url));

describe('README.md', () => {
  it('shows the programs that are run here, and no others', () => {
    expect(readme.shownPrograms()).toEqual(readme.writtenPrograms());
  });

  it('shows an application that answers and is documented', async () => {
    const definition = { name: 'greeter', version: '1.0.0', description: 'Greets.' };
    const { url, close } = await startApp(module(readConfig()), {
      configure: (app) => configureService(app, definition),
    });
    const greeted: unknown = await (await fetch(`${url}/api/v1/greetings?name=Ana`)).json();
    const refused = await fetch(`${url}/api/v1/greetings`);
    const document = (await (await fetch(`${url}/docs-json`)).json()) as { openapi: string; paths: object };
    await close();
    expect([greeted, refused.status]).toEqual([{ text: 'Hello Ana.' }, 422]);
    expect([document.openapi, Object.keys(document.paths)]).toEqual(['3.1.0', ['/api/v1/greetings']]);
  });
});
