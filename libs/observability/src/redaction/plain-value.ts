import { serializeError } from '../logging/error-serializer.js';
import { REDACTED } from './redact-text.js';
import { isSecretKey } from './secret-keys.js';

/** What a logged value may cost: beyond these bounds it is cut, and says so. */
const LIMITS = { depth: 6, entries: 100, nodes: 1_000, text: 8_192, characters: 65_536 } as const;

/** JSON without surprises. */
export type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

/**
 * A copy of any value that can be written as JSON: nothing under a secret key, no cycle, no getter,
 * bounded in depth and size. Never throws, whatever the value does when it is looked at.
 */
export function plainValue(value: unknown): Plain {
  return new PlainCopy().of(value, 0);
}

/** Like `plainValue`, for the fields of a log line. */
export function plainFields(fields: object): { [key: string]: Plain } {
  return new PlainCopy().entries(fields, 0);
}

/** One copy, with what is left of its bounds. */
class PlainCopy {
  readonly #above = new Set<object>();
  #nodes: number = LIMITS.nodes;
  #characters: number = LIMITS.characters;

  of(value: unknown, depth: number): Plain {
    this.#nodes -= 1;
    if (this.#nodes < 0) return '[too much]';
    switch (typeof value) {
      case 'string':
        return this.text(value);
      case 'number':
        return Number.isFinite(value) ? value : String(value);
      case 'boolean':
        return value;
      case 'object':
        return value === null ? null : this.object(value, depth);
      case 'bigint':
        return this.text(value.toString());
      default:
        return `[${typeof value}]`;
    }
  }

  entries(source: object, depth: number): { [key: string]: Plain } {
    const copy: { [key: string]: Plain } = {};
    this.#above.add(source);
    let left: number = LIMITS.entries;
    for (const key of keysOf(source)) {
      left -= 1;
      if (left < 0) {
        copy['…'] = '[more keys]';
        break;
      }
      const member = isSecretKey(key) ? REDACTED : this.member(source, key, depth);
      if (member !== undefined) copy[this.text(key)] = member;
    }
    this.#above.delete(source);
    return copy;
  }

  private text(value: string): string {
    const allowed = Math.max(0, Math.min(LIMITS.text, this.#characters));
    this.#characters -= Math.min(value.length, allowed);
    return value.length > allowed ? `${value.slice(0, allowed)}… [cut]` : value;
  }

  /** @returns undefined where there is nothing, as in JSON */
  private member(source: object, key: string, depth: number): Plain | undefined {
    try {
      const value = (source as Record<string, unknown>)[key];
      return value === undefined ? undefined : this.of(value, depth + 1);
    } catch {
      return '[unreadable]';
    }
  }

  private object(value: object, depth: number): Plain {
    if (this.#above.has(value)) return '[circular]';
    if (depth >= LIMITS.depth) return '[too deep]';
    try {
      return this.known(value, depth) ?? this.entries(value, depth);
    } catch {
      return '[unreadable]';
    }
  }

  private known(value: object, depth: number): Plain | undefined {
    if (value instanceof Error) return this.entries(serializeError(value), depth);
    if (Array.isArray(value)) return this.list(value, depth);
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
    if (value instanceof URL || value instanceof RegExp) return this.text(String(value));
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
    if (value instanceof Map) return this.entries(Object.fromEntries(first(value)), depth);
    if (value instanceof Set) return this.list(first(value), depth);
    return undefined;
  }

  private list(values: readonly unknown[], depth: number): Plain[] {
    this.#above.add(values);
    const copy = values.slice(0, LIMITS.entries).map((value) => this.of(value, depth + 1));
    if (values.length > LIMITS.entries) copy.push(`[${values.length - LIMITS.entries} more]`);
    this.#above.delete(values);
    return copy;
  }
}

function keysOf(source: object): readonly string[] {
  try {
    return Object.keys(source);
  } catch {
    return [];
  }
}

function first<Item>(items: Iterable<Item>): Item[] {
  const taken: Item[] = [];
  for (const item of items) {
    taken.push(item);
    if (taken.length > LIMITS.entries) break;
  }
  return taken;
}
