/** `{ retry: { maxRetries: 3 } }` as `{ 'retry.maxRetries': 3 }`. */
export function flatten(nested: object, prefix = ''): Record<string, unknown> {
  const flat: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(nested)) {
    if (value === undefined) continue;
    if (typeof value === 'object' && value !== null)
      Object.assign(flat, flatten(value as object, `${prefix}${key}.`));
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
