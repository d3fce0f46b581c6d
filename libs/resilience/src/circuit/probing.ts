/** A round of calls that try out whether a dependency has recovered. */
export class Probing {
  #underWay = 0;
  #succeeded = 0;

  constructor(private readonly probes: number) {}

  /** Takes one of the probes, if any is left; `end` tells how it ended. */
  begin(): boolean {
    if (this.#underWay + this.#succeeded >= this.probes) return false;
    this.#underWay += 1;
    return true;
  }

  /** @returns whether all probes of the round have succeeded */
  end(outcome: 'success' | 'neutral'): boolean {
    this.#underWay -= 1;
    if (outcome === 'success') this.#succeeded += 1;
    return this.#succeeded >= this.probes;
  }
}
