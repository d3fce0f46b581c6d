import { readdir, readFile } from 'node:fs/promises';
import { startApp } from '@baluarte/testing';
import { configureService } from '../src/index.js';
import { module, readConfig } from './readme/greeter.application.js';

const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');
const asInstalled = (source: string) => source.replaceAll('../../src/index.js', '@baluarte/bootstrap');

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
