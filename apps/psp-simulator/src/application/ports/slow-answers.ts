/** How long a `tok_slow` charge keeps its answer back. */
export abstract class SlowAnswers {
  /** From the moment of the charge, ms. */
  abstract readonly afterMs: number;
}
