import type { SeededRandom } from '../seeded-random.js';
import { HttpFault, type HttpFaultDescription, type HttpFaultKind } from './http-fault.js';

/** The HTTP faults of a proxy, in the order in which they were added, which is the order in which they work. */
export class HttpFaultSet {
  readonly #random: SeededRandom;
  #faults: readonly HttpFault[] = [];

  constructor(random: SeededRandom) {
    this.#random = random;
  }

  get isEmpty(): boolean {
    return this.#faults.length === 0;
  }

  describe(): readonly HttpFaultDescription[] {
    return this.#faults.map((fault) => fault.describe());
  }

  has(name: string): boolean {
    return this.#faults.some((fault) => fault.describe().name === name);
  }

  add(description: HttpFaultDescription): void {
    this.#faults = [...this.#faults, new HttpFault(description, this.#random.fork(description.name))];
  }

  remove(name: string): void {
    this.#faults = this.#faults.filter((fault) => fault.describe().name !== name);
  }

  clear(): void {
    this.#faults = [];
  }

  /** What hits this request. */
  roll(request: { readonly method?: string; readonly url?: string }): readonly HttpFaultKind[] {
    return this.#faults.filter((fault) => fault.hits(request)).map((fault) => fault.describe());
  }
}
