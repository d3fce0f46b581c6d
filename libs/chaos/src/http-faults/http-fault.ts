import type { SeededRandom } from '../seeded-random.js';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Answers without asking the server. */
export interface StatusAttributes {
  readonly status: number;
  /** A string goes out as it is, anything else as JSON. Default: nothing. */
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The request waits before it is asked; ms. */
export interface DelayAttributes {
  readonly delay: number;
}

/** The answer's body breaks off after so many bytes, or is replaced with bytes that are no JSON. */
export type DamageAttributes = { readonly truncate: number } | { readonly garbage: true };

export type HttpFaultKind =
  | { readonly type: 'status'; readonly attributes: StatusAttributes }
  | { readonly type: 'delay'; readonly attributes: DelayAttributes }
  | { readonly type: 'damage_body'; readonly attributes: DamageAttributes };

export type HttpFaultDescription = HttpFaultKind & {
  readonly name: string;
  /** Of each request; 0 to 1. */
  readonly probability: number;
  /** Only this method. */
  readonly method?: string;
  /** Only paths that begin so. */
  readonly path?: string;
};

/** A fault of single requests. */
export class HttpFault {
  readonly #description: HttpFaultDescription;
  readonly #random: SeededRandom;

  /** @param random the chance of this fault alone */
  constructor(description: HttpFaultDescription, random: SeededRandom) {
    this.#description = description;
    this.#random = random;
  }

  describe(): HttpFaultDescription {
    return this.#description;
  }

  /** Whether the request is hit; rolled for each one that method and path let in. */
  hits(request: { readonly method?: string; readonly url?: string }): boolean {
    const { method, path, probability } = this.#description;
    if (method !== undefined && method !== request.method) return false;
    if (path !== undefined && !(request.url ?? '').startsWith(path)) return false;
    return this.#random.next() < probability;
  }
}
