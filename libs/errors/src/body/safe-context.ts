const MAX_DEPTH = 6;
const MAX_ENTRIES = 100;
const MAX_TEXT = 1_000;
const MAX_KEY = 100;
/** Characters of keys and values that a whole context may have. */
const MAX_TOTAL = 20_000;

/** Names of fields whose values are nobody's business but their owner's. */
const SECRET = /token|secret|passw|authorization|cookie|credential|api_?key|card_?number|cvv|cvc|\bpan\b/i;

/**
 * A copy of a context that always serialises and always is small: circular references, BigInts, getters
 * that throw, functions, endless lists and huge texts become short, readable values instead of a second
 * failure, and fields that are named like secrets lose their values.
 */
export function safeContext(context: unknown): Readonly<Record<string, unknown>> {
  const copy = new ContextCopy().of(context, MAX_DEPTH);
  return typeof copy === 'object' && copy !== null && !Array.isArray(copy)
    ? (copy as Record<string, unknown>)
    : {};
}

class ContextCopy {
  readonly #above = new Set<object>();
  #left = MAX_TOTAL;

  of(value: unknown, depth: number): unknown {
    switch (typeof value) {
      case 'string':
        return this.text(value, MAX_TEXT);
      case 'number':
        return this.count(8, Number.isFinite(value) ? value : String(value));
      case 'bigint':
        return this.text(value.toString(), MAX_TEXT);
      case 'boolean':
        return this.count(5, value);
      case 'object':
        return value === null ? this.count(4, null) : this.object(value, depth);
      default:
        return undefined;
    }
  }

  private object(value: object, depth: number): unknown {
    if (this.#above.has(value)) return this.text('[circular]', MAX_TEXT);
    if (depth === 0) return this.text('[too deep]', MAX_TEXT);
    this.#above.add(value);
    try {
      if (value instanceof Date) return this.text(timeOf(value), MAX_TEXT);
      if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer)
        return this.text(`[${value.byteLength} bytes]`, MAX_TEXT);
      return Array.isArray(value) ? this.list(value, depth) : this.record(value, depth);
    } catch (error) {
      return unreadable(error);
    } finally {
      this.#above.delete(value);
    }
  }

  private list(values: readonly unknown[], depth: number): unknown[] {
    const copy: unknown[] = [];
    for (let index = 0; index < values.length; index += 1) {
      if (index >= MAX_ENTRIES || this.#left <= 0) return [...copy, `[${values.length - index} more]`];
      copy.push(this.entry(values, index, depth) ?? null);
    }
    return copy;
  }

  private record(value: object, depth: number): Record<string, unknown> {
    const copy: [string, unknown][] = [];
    let read = 0;
    for (const key of Object.keys(value)) {
      if (read >= MAX_ENTRIES || this.#left <= 0) break;
      read += 1;
      const entry = SECRET.test(key) ? '[redacted]' : this.entry(value, key, depth);
      if (entry !== undefined) copy.push([this.text(key, MAX_KEY), entry]);
    }
    return Object.fromEntries(copy);
  }

  private entry(holder: object, key: string | number, depth: number): unknown {
    this.#left -= 1;
    try {
      return this.of((holder as Record<string | number, unknown>)[key], depth - 1);
    } catch (error) {
      return unreadable(error);
    }
  }

  private text(value: string, limit: number): string {
    const length = Math.max(0, Math.min(limit, this.#left));
    return this.count(
      Math.min(value.length, length),
      value.length > length ? `${value.slice(0, length)}…` : value,
    );
  }

  private count<Value>(characters: number, value: Value): Value {
    this.#left -= characters + 1;
    return value;
  }
}

function timeOf(date: Date): string {
  return Number.isNaN(date.getTime()) ? String(date) : date.toISOString();
}

function unreadable(error: unknown): string {
  return `[unreadable: ${typeof error}]`;
}
