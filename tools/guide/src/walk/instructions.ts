import { stepsIn, type Step } from './steps.js';

/** What a page tells its reader to do next. */
export type Instruction =
  | { readonly type: 'write' | 'patch'; readonly path: string; readonly text: string }
  | { readonly type: 'run'; readonly step: Step };

const BLOCK = /(?:^<!-- (file|edit): (\S+) -->\n\n)?^```(\w+)\n[\s\S]*?^```$/gm;
const FENCES = /^```\w+\n|^```$/gm;

/**
 * The instructions of a page in order: a file to write (a block below `<!-- file: path -->`), a patch to
 * apply (below `<!-- edit: path -->`), a command to run (a `bash` block).
 */
export function instructionsIn(markdown: string): Instruction[] {
  const steps = stepsIn(markdown).values();
  return [...markdown.matchAll(BLOCK)].flatMap(([block, what, path = '', language]): Instruction[] => {
    if (what !== undefined) {
      const text = block.slice(block.indexOf('```')).replaceAll(FENCES, '');
      return [{ type: what === 'file' ? 'write' : 'patch', path, text }];
    }
    const step = language === 'bash' ? steps.next().value : undefined;
    return step === undefined ? [] : [{ type: 'run', step }];
  });
}
