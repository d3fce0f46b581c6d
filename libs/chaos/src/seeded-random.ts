/**
 * Numbers that look like chance and are the same for the same seed: mulberry32 (Tommy Ettinger, public domain).
 * A fork has a sequence of its own that depends on the seed and the label only, so that what happens on one
 * connection changes nothing for the others.
 */
export class SeededRandom {
  readonly #seed: number;
  #state: number;

  /** @param seed a whole number; its low 32 bits count */
  constructor(seed: number) {
    this.#seed = seed >>> 0;
    this.#state = this.#seed;
  }

  /** The next number from 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  fork(label: string): SeededRandom {
    return new SeededRandom(hash(label, this.#seed));
  }
}

/** FNV-1a (Fowler, Noll, Vo), begun from the seed, with the finalizer of MurmurHash3. */
function hash(label: string, seed: number): number {
  let value = (2_166_136_261 ^ seed) >>> 0;
  for (const byte of Buffer.from(label)) value = Math.imul(value ^ byte, 16_777_619);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
