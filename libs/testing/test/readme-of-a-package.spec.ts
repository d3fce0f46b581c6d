import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Readme } from '../src/index.js';

const PROGRAM = "import { wait } from '../../src/index.js';\n";
const SHOWN = "import { wait } from '@shop/patience';\n";

describe('the README of a package', () => {
  let folder: string;
  const readme = (markdown: string) => {
    writeFileSync(join(folder, 'README.md'), markdown);
    return new Readme('@shop/patience', pathToFileURL(`${folder}/`));
  };
  const page = (program: string) =>
    `# Patience\n\n<!-- test/readme/main.ts -->\n\n\`\`\`ts\n${program}\`\`\`\n`;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'baluarte-readme-'));
    mkdirSync(join(folder, 'test/readme'), { recursive: true });
    writeFileSync(join(folder, 'test/readme/main.ts'), PROGRAM);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('shows a program as somebody writes it who has installed the package', () => {
    const kept = readme(page(SHOWN));
    expect(kept.shownPrograms()).toEqual({ 'test/readme/main.ts': SHOWN });
    expect(kept.writtenPrograms()).toEqual(kept.shownPrograms());
  });

  it.each([
    ['whose file says something else', page(SHOWN.replace('wait', 'hurry'))],
    ['that stands in no file', `${page(SHOWN)}\n\`\`\`ts\n${SHOWN}\`\`\`\n`],
    ['that is missing', '# Patience\n'],
  ])('differs from the files by a program %s', (_what, markdown) => {
    const kept = readme(markdown);
    expect(kept.writtenPrograms()).not.toEqual(kept.shownPrograms());
  });

  it('gives the block after a comment, and says so when there is none', () => {
    const kept = readme('<!-- answer -->\n\n```json\n{}\n```\n');
    expect(kept.blockAfter('answer')).toBe('{}\n');
    expect(() => kept.blockAfter('question')).toThrow('README.md has no block of question.');
  });
});
