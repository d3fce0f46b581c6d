import type { Evidence } from './evidence.js';

/** Whether an expectation held, and by what that is known. */
export interface Judgement {
  readonly held: boolean;
  /** What was measured, in words that stand beside the statement. */
  readonly measured: string;
}

/** A sentence that must be true, and how to find out. */
export interface Expectation<World> {
  /** "95 % of the orders are answered within 300 ms" */
  readonly statement: string;
  judge(evidence: Evidence, world: World, signal: AbortSignal): Judgement | Promise<Judgement>;
}
