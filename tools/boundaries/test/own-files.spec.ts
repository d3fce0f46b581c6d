import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownFiles, ROOT } from './workspace-copy.js';

/** Written in parts, so that this file does not find itself. */
const FORBIDDEN: readonly [string, RegExp][] = [
  ['a registry host', new RegExp(['registry', '\\.(?:npmjs|yarnpkg)', '\\.'].join(''))],
  [
    'a folder of one machine',
    new RegExp(
      `(?:^|[\\s"'\`=(:])/(?:${['root', 'work', 'home/[a-z]', 'Users/[A-Za-z]'].join('|')})(?:/|\\b)`,
      'm',
    ),
  ],
];

describe('the files of the workspace', () => {
  it.each(FORBIDDEN)('do not name %s', (_what, pattern) => {
    const found = ownFiles().filter((path) => pattern.test(readFileSync(join(ROOT, path), 'utf8')));
    expect(found).toEqual([]);
  });
});
