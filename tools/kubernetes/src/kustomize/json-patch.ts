import { isFields, isList, type Fields, type Value } from './resource.js';

/** One operation of RFC 6902; `move`, `copy` and `test` are not supported here. */
export interface Operation {
  readonly op: 'add' | 'replace' | 'remove';
  readonly path: string;
  readonly value?: Value;
}

/**
 * RFC 6902.
 *
 * @throws Error when the path of an operation leads nowhere, or when it is of another kind
 */
export function jsonPatch<Target extends Fields>(target: Target, operations: readonly Operation[]): Target {
  let patched: Value = target;
  for (const operation of operations) {
    if (!['add', 'replace', 'remove'].includes(operation.op)) {
      throw new Error(`The operation ${operation.op} is not supported here.`);
    }
    const steps = operation.path
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    patched = changed(patched, steps, operation);
  }
  return patched as Target;
}

function changed(within: Value | undefined, steps: readonly string[], operation: Operation): Value {
  const [step, ...rest] = steps;
  if (step === undefined) return operation.value ?? null;
  if (isList(within)) return changedList(within, step, { rest, operation });
  if (!isFields(within) || (rest.length === 0 && operation.op !== 'add' && !(step in within))) {
    throw new Error(`${operation.op} ${operation.path}: there is no ${step}.`);
  }
  if (rest.length === 0 && operation.op === 'remove') {
    return Object.fromEntries(Object.entries(within).filter(([name]) => name !== step));
  }
  return { ...within, [step]: changed(within[step], rest, operation) };
}

function changedList(
  within: readonly Value[],
  step: string,
  { rest, operation }: { readonly rest: readonly string[]; readonly operation: Operation },
): Value {
  const at = step === '-' ? within.length : Number(step);
  const end = operation.op === 'add' && rest.length === 0 ? within.length : within.length - 1;
  if (!Number.isInteger(at) || at < 0 || at > end) {
    throw new Error(`${operation.op} ${operation.path}: the list has ${within.length} items.`);
  }
  if (rest.length > 0) return within.with(at, changed(within[at], rest, operation));
  const removed = operation.op === 'add' ? 0 : 1;
  return within.toSpliced(at, removed, ...(operation.op === 'remove' ? [] : [operation.value ?? null]));
}
