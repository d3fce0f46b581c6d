import type { Repeatable } from './retry/axios-retry-engine.js';
import type { CallRejectedError } from './rejections.js';
import type { Verdict } from './verdict.js';

/** An attempt that did not do what was wanted, in the form that the retry engine understands. */
export class AttemptFailure<T> {
  /** Set when no other attempt follows because a policy of ours forbids it. */
  rejection: CallRejectedError | undefined;

  constructor(
    readonly config: Repeatable<T>,
    readonly verdict: Verdict,
    readonly ending: { readonly value: T } | { readonly error: unknown },
  ) {}
}
