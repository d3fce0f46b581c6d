/** How many lines of one kind may be written, and how often. */
export interface LineLimitOptions {
  /** Lines in a window. */
  readonly lines: number;
  /** Length of the window, ms. */
  readonly windowMs: number;
}

interface Window {
  endsAt: number;
  written: number;
  suppressed: number;
}

/** Kinds of lines that are remembered; more than these share one limit. */
const MOST_KINDS = 200;

/** Bounds how often a line is written that tells the same thing over and over, as during an outage. */
export class LineLimit {
  readonly #windows = new Map<string, Window>();

  constructor(
    private readonly options: LineLimitOptions,
    private readonly now: () => number,
  ) {}

  /** How many lines of this kind were left out since the last one, or undefined if this one is to be left out too. */
  take(kind: string): number | undefined {
    const window = this.#windowOf(kind);
    const now = this.now();
    if (now >= window.endsAt) {
      window.endsAt = now + this.options.windowMs;
      window.written = 0;
    }
    if (window.written >= this.options.lines) {
      window.suppressed += 1;
      return undefined;
    }
    const { suppressed } = window;
    window.written += 1;
    window.suppressed = 0;
    return suppressed;
  }

  #windowOf(kind: string): Window {
    const key = this.#windows.has(kind) || this.#windows.size < MOST_KINDS ? kind : 'others';
    const known = this.#windows.get(key);
    if (known !== undefined) return known;
    const created = { endsAt: -Infinity, written: 0, suppressed: 0 };
    this.#windows.set(key, created);
    return created;
  }
}
