import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { errorsGuide, standardCatalogue } from '../src/index.js';

const file = fileURLToPath(new URL('../../../docs/guide/errors.md', import.meta.url));

describe('docs/guide/errors.md', () => {
  it('says what the catalogue says; if not, run `npm run docs -w @baluarte/errors`', async () => {
    const guide = errorsGuide(standardCatalogue, 'INSUFFICIENT_STOCK');
    const style = await resolveConfig(file);
    expect(await readFile(file, 'utf8')).toBe(await format(guide, { ...style, parser: 'markdown' }));
  });

  it('has every code', () => {
    const guide = errorsGuide(standardCatalogue);
    for (const { code, title } of standardCatalogue.entries()) {
      expect(guide).toContain(`| \`${code}\` |`);
      expect(guide).toContain(`**${title}.**`);
    }
  });
});
