import type { SeededRandom } from '../seeded-random.js';
import type { Stream, Toxic, ToxicChange } from './toxic.js';

/** A live connection, as toxics see it. */
export interface ToxicTarget {
  addToxic(toxic: Toxic): void;
  updateToxic(toxic: Toxic): void;
  removeToxic(toxic: Toxic): void;
}

/** The toxics of a proxy, and that its live connections follow them. */
export class ToxicSet {
  readonly #toxics: Toxic[] = [];
  /** In the order in which they were accepted. */
  readonly #targets: ReadonlySet<ToxicTarget>;
  readonly random: SeededRandom;

  constructor(targets: ReadonlySet<ToxicTarget>, random: SeededRandom) {
    this.#targets = targets;
    this.random = random;
  }

  /** Those of one direction, in the order in which they work. */
  of(stream: Stream): readonly Toxic[] {
    return this.#toxics.filter((toxic) => toxic.stream === stream);
  }

  all(): readonly Toxic[] {
    return [...this.of('upstream'), ...this.of('downstream')];
  }

  find(name: string): Toxic | undefined {
    return this.#toxics.find((toxic) => toxic.name === name);
  }

  add(toxic: Toxic): void {
    this.#toxics.push(toxic);
    for (const target of this.#targets) target.addToxic(toxic);
  }

  update(toxic: Toxic, change: ToxicChange): void {
    toxic.change(change);
    for (const target of this.#targets) target.updateToxic(toxic);
  }

  remove(toxic: Toxic): void {
    this.#toxics.splice(this.#toxics.indexOf(toxic), 1);
    for (const target of this.#targets) target.removeToxic(toxic);
  }

  clear(): void {
    for (const toxic of this.all()) this.remove(toxic);
  }
}
