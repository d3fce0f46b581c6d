import { Elapsed } from '../application/ports/elapsed.js';

/** The clock of the machine: the one door to it. */
export class SystemElapsed extends Elapsed {
  constructor(readonly slowAnswerMs: number) {
    super();
  }

  millisecondsSince(moment: Date): number {
    return Date.now() - moment.getTime();
  }
}
