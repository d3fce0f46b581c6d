import type { SeededRandom } from '../seeded-random.js';
import type { Attributes } from './stage.js';
import type { ToxicType } from './toxic-types.js';

/** `upstream` is from the client to the server, `downstream` is back. */
export type Stream = 'upstream' | 'downstream';

export interface ToxicDescription {
  readonly name: string;
  readonly type: string;
  readonly stream: Stream;
  readonly toxicity: number;
  readonly attributes: Attributes;
}

export interface ToxicChange {
  readonly toxicity: number;
  readonly attributes: Attributes;
}

/** A fault of one direction of a proxy. */
export class Toxic {
  readonly type: ToxicType;
  readonly #random: SeededRandom;
  #description: ToxicDescription;

  /** @param random the chance of this toxic alone */
  constructor(description: ToxicDescription, type: ToxicType, random: SeededRandom) {
    this.type = type;
    this.#description = description;
    this.#random = random;
  }

  get name(): string {
    return this.#description.name;
  }

  get stream(): Stream {
    return this.#description.stream;
  }

  get attributes(): Attributes {
    return this.#description.attributes;
  }

  describe(): ToxicDescription {
    return this.#description;
  }

  change(change: ToxicChange): void {
    this.#description = { ...this.#description, ...change };
  }

  /** Whether the next connection is hit; one draw each, so that the n-th is the same for the same seed. */
  roll(): boolean {
    return this.#random.next() < this.#description.toxicity;
  }

  /** The chance of one connection under this toxic. */
  randomOfConnection(): SeededRandom {
    return this.#random.fork(`connection ${this.#random.next()}`);
  }
}
