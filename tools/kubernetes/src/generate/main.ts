import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { generatedFiles } from './generated-files.js';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));

for (const { path, text } of generatedFiles(ROOT)) {
  const target = join(ROOT, path);
  const options = { ...(await resolveConfig(target)), filepath: target };
  writeFileSync(target, path.endsWith('.yaml') ? await format(text, options) : text);
  process.stdout.write(`${path}\n`);
}
