/** A fenced block of a text in Markdown. */
export interface FencedBlock {
  /** What stands after the fence: `ts`, `bash`, …; empty where nothing does. */
  readonly language: string;
  readonly text: string;
}

const FENCE = /^```(\w*)\n([^]*?)^```$/gm;

/** The fenced blocks of a text, in order. */
export function fencedBlocks(markdown: string): FencedBlock[] {
  return [...markdown.matchAll(FENCE)].map(([, language = '', text = '']) => ({ language, text }));
}
