import { isFields, isList, type Fields, type Value } from './resource.js';

/** Lists that are merged item by item, and the field that says which is which; all others are replaced. */
const MERGE_KEYS: Readonly<Record<string, string | undefined>> = {
  containers: 'name',
  initContainers: 'name',
  env: 'name',
  volumes: 'name',
  volumeMounts: 'mountPath',
};

/**
 * A strategic merge patch, as Kubernetes defines it: fields are merged, named items of known lists too. The
 * items of the patch go to the front of such a list, as kustomize does it, so that the others can use a variable.
 *
 * @throws Error for directives (`$patch`) and for null, which are not supported here
 */
export function strategicMerge(target: Fields, patch: Fields): Fields {
  const merged: Record<string, Value | undefined> = { ...target };
  for (const [name, change] of Object.entries(patch)) {
    if (name.startsWith('$') || change === null || change === undefined) {
      throw new Error(`The patch of ${name} deletes something, which is not supported here.`);
    }
    merged[name] = mergedValue(name, target[name], change);
  }
  return merged;
}

function mergedValue(name: string, before: Value | undefined, change: Value): Value {
  if (isFields(change)) return strategicMerge(isFields(before) ? before : {}, change);
  const key = MERGE_KEYS[name];
  if (isList(change) && isList(before) && key !== undefined) return mergedList(before, change, key);
  return change;
}

function mergedList(before: readonly Value[], changes: readonly Value[], key: string): Value[] {
  const idOf = (item: Value) => (isFields(item) ? item[key] : undefined);
  const changed = new Set(changes.map(idOf));
  const merged = changes.map((change) => {
    const item = before.find((each) => idOf(each) === idOf(change));
    return isFields(item) && isFields(change) ? strategicMerge(item, change) : change;
  });
  return [...merged, ...before.filter((item) => !changed.has(idOf(item)))];
}
