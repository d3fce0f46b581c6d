/** Whether a value is a group of options; lists, dates and the like are values, and as such refused. */
export function isGroup(value: unknown): value is object {
  return Object.prototype.toString.call(value) === '[object Object]';
}

/** `{ retry: { maxRetries: 3 } }` as `{ 'retry.maxRetries': 3 }`. */
export function flatten(nested: object, prefix = ''): Record<string, unknown> {
  // Without a prototype: `__proto__` is a key as any other.
  const flat = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of Object.entries(nested)) {
    if (value === undefined) continue;
    if (isGroup(value)) Object.assign(flat, flatten(value, `${prefix}${key}.`));
    else flat[`${prefix}${key}`] = value;
  }
  return flat;
}

/** The other way round. */
export function unflatten(flat: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const nested: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(flat)) {
    const [group, key] = path.split('.') as [string, string?];
    if (key === undefined) nested[group] = value;
    else nested[group] = { ...(nested[group] as object | undefined), [key]: value };
  }
  return nested;
}
