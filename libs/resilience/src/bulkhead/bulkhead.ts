/** How many calls may be under way at once, and how many may wait. */
export interface BulkheadOptions {
  readonly slots: number;
  readonly queue: number;
}

/** What became of a place in the queue: a slot, or nothing because the caller left it. */
type Leave = () => void;

interface Waiter {
  readonly enter: () => void;
}

/**
 * Keeps one slow dependency from taking everything: so many calls at once, a short queue in order of
 * arrival, and no more.
 */
export class Bulkhead {
  #inUse = 0;
  /** In order of arrival; whoever leaves early is simply taken out. */
  readonly #queue = new Set<Waiter>();

  constructor(private options: BulkheadOptions) {}

  get inUse(): number {
    return this.#inUse;
  }

  get queued(): number {
    return this.#queue.size;
  }

  /** Takes a slot if one is free; whoever got one gives it back by `leave`. */
  tryEnter(): boolean {
    if (this.#inUse >= this.options.slots) return false;
    this.#inUse += 1;
    return true;
  }

  /**
   * Waits in the queue for a slot.
   *
   * @param enter called once a slot is this caller's, who then gives it back by `leave`
   * @returns leaves the queue; undefined when there is no place in it
   */
  wait(enter: () => void): Leave | undefined {
    if (this.#queue.size >= this.options.queue) return undefined;
    const waiter = { enter };
    this.#queue.add(waiter);
    return () => void this.#queue.delete(waiter);
  }

  /** Gives a slot back; whoever waits longest gets it. */
  leave(): void {
    this.#inUse -= 1;
    this.#admit();
  }

  /** Other limits from now on; calls under way and in the queue stay. */
  resize(options: BulkheadOptions): void {
    this.options = options;
    this.#admit();
  }

  #admit(): void {
    for (const waiter of this.#queue) {
      if (!this.tryEnter()) return;
      this.#queue.delete(waiter);
      waiter.enter();
    }
  }
}
