import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { errorsGuide, standardCatalogue } from '../dist/index.js';

const file = fileURLToPath(new URL('../../../docs/guide/errors.md', import.meta.url));
const style = await resolveConfig(file);
const text = await format(errorsGuide(standardCatalogue, 'INSUFFICIENT_STOCK'), {
  ...style,
  parser: 'markdown',
});
await writeFile(file, text);
process.stdout.write(`${file} written: ${standardCatalogue.entries().length} codes.\n`);
