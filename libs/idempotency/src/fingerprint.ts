import { createHash } from 'node:crypto';

/** Already JSON: punctuation, or the name of a key. */
class Written {
  constructor(readonly json: string) {}
}

/**
 * A digest by which two requests are the same request: equal method, route and JSON body, whatever the
 * order of the body's keys. Takes a body of any depth.
 *
 * @param body what JSON can hold
 * @returns SHA-256 of the canonical JSON, 64 hexadecimal digits
 */
export function fingerprint(method: string, route: string, body: unknown): string {
  return createHash('sha256')
    .update(canonicalJson([method, route, body]))
    .digest('hex');
}

/** JSON with sorted keys, written without recursion: a hostile body may be nested deeper than the stack is high. */
function canonicalJson(value: unknown): string {
  const json: string[] = [];
  const pending: unknown[] = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    if (next instanceof Written) json.push(next.json);
    else if (typeof next !== 'object' || next === null) json.push(JSON.stringify(next) ?? 'null');
    else for (const part of partsOf(next).reverse()) pending.push(part);
  }
  return json.join('');
}

function partsOf(value: object): unknown[] {
  if (value instanceof Date) return [value.toJSON()];
  if (Array.isArray(value))
    return [
      new Written('['),
      ...value.flatMap((item: unknown) => [item, new Written(',')]),
      new Written(']'),
    ];
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    new Written('{'),
    ...entries.flatMap(([key, inner]) => [new Written(`${JSON.stringify(key)}:`), inner, new Written(',')]),
    new Written('}'),
  ];
}
