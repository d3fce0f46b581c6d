/** How much time has passed, and how much must pass before an answer about a `tok_slow` charge. */
export abstract class Elapsed {
  abstract readonly slowAnswerMs: number;
  abstract millisecondsSince(moment: Date): number;
}
