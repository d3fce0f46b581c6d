import { readdirSync, readFileSync } from 'node:fs';
import { fencedBlocks } from './fenced-blocks.js';

const PROGRAM = /(?:^<!-- (\S+) -->\n\n)?^(```ts\n[^]*?^```$)/gm;
/** How a program of the tests names the sources of its package. */
const SOURCES = /(?:\.\.\/)+src\/(nest\/)?index\.js/g;

/** Programs by the path of their file. */
export type Programs = Readonly<Record<string, string>>;

/**
 * The README of a package. Each program that it shows stands in a file too, whose path is in a comment above it
 * (`<!-- test/readme/main.ts -->`), so that what is shown is compiled and run.
 */
export class Readme {
  private readonly text: string;

  /**
   * @param packageName as the programs on the page import it
   * @param folder of the package; its URL ends in a slash
   */
  constructor(
    private readonly packageName: string,
    private readonly folder: URL,
  ) {
    this.text = readFileSync(new URL('README.md', folder), 'utf8');
  }

  /** The block that follows `<!-- comment -->`. @throws Error when there is none */
  blockAfter(comment: string): string {
    const begin = this.text.indexOf(`<!-- ${comment} -->`);
    const [block] = begin === -1 ? [] : fencedBlocks(this.text.slice(begin));
    if (block === undefined) throw new Error(`README.md has no block of ${comment}.`);
    return block.text;
  }

  /** The programs as the page shows them; one without a comment is `program <n>`, and so belongs to no file. */
  shownPrograms(): Programs {
    const shown = [...this.text.matchAll(PROGRAM)].map(([, path, block = ''], nth) => [
      path ?? `program ${nth + 1}`,
      fencedBlocks(block)[0]?.text ?? '',
    ]);
    return Object.fromEntries(shown) as Programs;
  }

  /** The programs as they are written, importing the package by its name. @param folder where they are, in the package */
  writtenPrograms(folder = 'test/readme'): Programs {
    const files = readdirSync(new URL(`${folder}/`, this.folder)).filter((file) => file.endsWith('.ts'));
    const written = files.map((file) => [
      `${folder}/${file}`,
      readFileSync(new URL(`${folder}/${file}`, this.folder), 'utf8').replaceAll(
        SOURCES,
        (_path, nest?: string) => (nest === undefined ? this.packageName : `${this.packageName}/nest`),
      ),
    ]);
    return Object.fromEntries(written) as Programs;
  }
}
