import { readFile } from 'node:fs/promises';
import { Pipeline, resolveOptions } from '../../../src/index.js';

const disk = new Pipeline('disk', resolveOptions('disk', { attemptTimeoutMs: 500 }));

export function readPrice(file: string): Promise<string> {
  return disk.execute(({ signal }) => readFile(file, { encoding: 'utf8', signal }), {
    operation: 'price',
    repeatable: true,
  });
}
