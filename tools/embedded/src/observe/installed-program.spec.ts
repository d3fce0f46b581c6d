import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { installedProgram } from './installed-program.js';

describe('installedProgram', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'baluarte-path-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const file = (...parts: string[]) => join(folder, ...parts);

  it('finds the first file of that name that can be run', () => {
    for (const name of ['a', 'b', 'c']) mkdirSync(file(name));
    writeFileSync(file('a', 'tool'), 'not to be run', { mode: 0o644 });
    writeFileSync(file('b', 'tool'), '', { mode: 0o755 });
    writeFileSync(file('c', 'tool'), '', { mode: 0o755 });
    const path = ['', 'missing', 'a', 'b', 'c'].map((name) => name && file(name)).join(delimiter);
    expect(installedProgram('tool', path)).toBe(file('b', 'tool'));
  });

  it('takes no folder for a program', () => {
    mkdirSync(file('tool'));
    expect(installedProgram('tool', folder)).toBeUndefined();
  });

  it('finds nothing without a PATH', () => {
    expect(installedProgram('tool', undefined)).toBeUndefined();
  });
});
