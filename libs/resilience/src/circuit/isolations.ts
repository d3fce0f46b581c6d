/** Keeps a circuit open until it is released. */
export interface Isolation {
  readonly reason: string;
  /** Ends it; a second time does nothing. */
  release(): void;
}

/** Who keeps a circuit open by hand: as long as there is anybody, nothing goes through. */
export class Isolations {
  readonly #current = new Set<Isolation>();

  /** @param onChange told when the first one comes and when the last one has gone */
  constructor(private readonly onChange: (isIsolated: boolean, reason: string) => void) {}

  get isAny(): boolean {
    return this.#current.size > 0;
  }

  add(reason: string): Isolation {
    const isolation: Isolation = { reason, release: () => this.#remove(isolation) };
    this.#current.add(isolation);
    if (this.#current.size === 1) this.onChange(true, `isolated: ${reason}`);
    return isolation;
  }

  #remove(isolation: Isolation): void {
    if (this.#current.delete(isolation) && !this.isAny) this.onChange(false, `released: ${isolation.reason}`);
  }
}
