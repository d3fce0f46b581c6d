import { readFileSync } from 'node:fs';
import { fencedBlocks } from '@baluarte/testing';

/** A command of the README and the output that it promises. */
export interface Step {
  readonly command: string;
  readonly expected: { readonly format: 'json' | 'text'; readonly text: string } | undefined;
}

/** The steps of a page. */
export function stepsOf(file: URL): Step[] {
  return stepsIn(readFileSync(file, 'utf8'));
}

/** The steps of a text: each `bash` block, with the `json` or `text` block that follows it. */
export function stepsIn(markdown: string): Step[] {
  const blocks = fencedBlocks(markdown);
  return blocks.flatMap(({ language, text }, index) => {
    if (language !== 'bash') return [];
    const next = blocks[index + 1];
    const format = next?.language === 'json' || next?.language === 'text' ? next.language : undefined;
    return [{ command: text, expected: next && format && { format, text: next.text } }];
  });
}

/** Whether a value has everything that was promised; `…` stands for any text. */
export function holds(promised: unknown, actual: unknown): boolean {
  if (promised === '…') return typeof actual === 'string' && actual !== '';
  if (Array.isArray(promised))
    return (
      Array.isArray(actual) &&
      promised.length === actual.length &&
      promised.every((item, index) => holds(item, actual[index]))
    );
  if (typeof promised !== 'object' || promised === null) return promised === actual;
  if (typeof actual !== 'object' || actual === null) return false;
  return Object.entries(promised).every(([key, value]) =>
    holds(value, (actual as Record<string, unknown>)[key]),
  );
}

/** What a README says that a start prints. */
export function readyLinesOf(readme: URL): string {
  const [, lines] = /```text\n(READY [^`]*)```/.exec(readFileSync(readme, 'utf8')) ?? [];
  if (lines === undefined)
    throw new Error('The README does not show what a start prints: a text block that begins with READY.');
  return lines;
}
