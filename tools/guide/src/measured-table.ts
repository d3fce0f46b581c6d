import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { FINDINGS, HEADINGS, type Findings, type Way } from './measure.js';
import { fencedBlocks } from '@baluarte/testing';
import { pageUrl, readPage, sectionOf } from './page.js';
import { Programs } from './programs.js';

const RUNNER = fileURLToPath(new URL('../dist/run-measure.js', import.meta.url));
const MEASURE_TIMEOUT_MS = 100_000;
const WAYS = Object.keys(HEADINGS) as Way[];

/** The programs of a page's two ways, as `<way>-<nth>`. */
function waysOf(page: string): Map<string, string> {
  const markdown = readPage(page);
  const programs = WAYS.flatMap((way) =>
    fencedBlocks(sectionOf(markdown, HEADINGS[way]))
      .filter(({ language }) => language === 'ts')
      .map(({ text }, nth) => [`${way}-${nth}`, text] as const),
  );
  return new Map(programs);
}

/** Runs a measure in a process of its own, so that nothing of one way is left for the other. */
async function run(page: string, way: Way, folder: string): Promise<Findings> {
  const words = ['--no-warnings', RUNNER, page, way, folder];
  const { stdout } = await promisify(execFile)(process.execPath, words, { timeout: MEASURE_TIMEOUT_MS });
  const told = stdout.split('\n').find((line) => line.startsWith(FINDINGS)) ?? '';
  return JSON.parse(told.slice(FINDINGS.length)) as Findings;
}

/**
 * Runs the programs of both ways of a page.
 *
 * @returns the table of what they did, as the page has it
 * @throws Error when a program does not compile, or the two ways were not measured alike
 */
export async function measuredTable(page: string): Promise<string> {
  using programs = await Programs.compile(waysOf(page));
  const wrong = await run(page, 'wrong', programs.output);
  const right = await run(page, 'right', programs.output);
  if (Object.keys(wrong).join() !== Object.keys(right).join())
    throw new Error(`The ways of ${page} were not measured alike: ${JSON.stringify({ wrong, right })}`);
  const rows = Object.keys(wrong).map((what) => [what, wrong[what], right[what]]);
  const lines = [['measured', 'wrong way', 'right way'], ['---', '---', '---'], ...rows];
  return formatted(lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n'), pageUrl(page));
}

/** Markdown as it is written in the workspace. */
async function formatted(markdown: string, file: URL): Promise<string> {
  const style = await resolveConfig(file);
  return (await format(markdown, { ...style, parser: 'markdown' })).trim();
}
