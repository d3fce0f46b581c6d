import type { Evidence } from './evidence.js';
import type { Judgement } from './expectation.js';

/**
 * `held`: everything that was claimed was seen. `refuted`: something was not. `aborted`: no claim was tried to
 * the end, because the system was not well before, the abort condition was met, or somebody stopped it.
 */
export type Verdict = 'held' | 'refuted' | 'aborted';

/** An expectation after the run. */
export interface JudgedExpectation extends Judgement {
  readonly statement: string;
}

/** What one run of an experiment came to. */
export interface RunResult {
  readonly verdict: Verdict;
  /** Why it was aborted. */
  readonly reason?: string;
  readonly judgements: readonly JudgedExpectation[];
  readonly evidence: Evidence;
}
