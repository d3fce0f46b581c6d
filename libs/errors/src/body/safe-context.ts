const MAX_DEPTH = 6;
const MAX_ENTRIES = 100;
const MAX_TEXT = 2_000;

/**
 * A copy of a context that always serialises: circular references, BigInts, getters that throw,
 * functions and endless lists become short, readable values instead of a second failure.
 */
export function safeContext(context: unknown): Readonly<Record<string, unknown>> {
  const copy = copyOf(context, MAX_DEPTH, new Set());
  return typeof copy === 'object' && copy !== null && !Array.isArray(copy)
    ? (copy as Record<string, unknown>)
    : {};
}

function copyOf(value: unknown, depth: number, above: Set<object>): unknown {
  switch (typeof value) {
    case 'string':
      return value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT)}…` : value;
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'bigint':
      return value.toString();
    case 'boolean':
      return value;
    case 'object':
      return value === null ? null : copyOfObject(value, depth, above);
    default:
      return undefined;
  }
}

function copyOfObject(value: object, depth: number, above: Set<object>): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (above.has(value)) return '[circular]';
  if (depth === 0) return '[too deep]';
  above.add(value);
  try {
    return Array.isArray(value)
      ? value.slice(0, MAX_ENTRIES).map((item) => copyOf(item, depth - 1, above) ?? null)
      : Object.fromEntries(
          Object.keys(value)
            .slice(0, MAX_ENTRIES)
            .map((key) => [key, read(value, key, depth, above)])
            .filter(([, copy]) => copy !== undefined),
        );
  } catch (error) {
    return `[unreadable: ${error instanceof Error ? error.name : typeof error}]`;
  } finally {
    above.delete(value);
  }
}

function read(value: object, key: string, depth: number, above: Set<object>): unknown {
  try {
    return copyOf((value as Record<string, unknown>)[key], depth - 1, above);
  } catch (error) {
    return `[unreadable: ${error instanceof Error ? error.name : typeof error}]`;
  }
}
