import { AsyncLocalStorage } from 'node:async_hooks';

/** For whom work is done, and until when. */
export interface CallScope {
  /** When whoever asked gives up, in milliseconds of the clock of the library. */
  readonly endsAt?: number;
  /** Aborts when whoever asked has gone away. */
  readonly signal?: AbortSignal;
}

const scopes = new AsyncLocalStorage<CallScope>();

/** The scope of the work under way, if it has one. */
export function currentScope(): CallScope | undefined {
  return scopes.getStore();
}

/**
 * Runs work for somebody who waits. Every call made in it ends when they give up or go away. A scope
 * inside another one can only be shorter.
 */
export function runInScope<T>(scope: CallScope, work: () => T): T {
  const outer = scopes.getStore();
  return scopes.run(outer === undefined ? scope : within(outer, scope), work);
}

/** Runs work that goes on although whoever asked for it gives up or goes away. */
export function runDetached<T>(work: () => T): T {
  return scopes.run({}, work);
}

function within(outer: CallScope, inner: CallScope): CallScope {
  const endsAt = Math.min(outer.endsAt ?? Infinity, inner.endsAt ?? Infinity);
  const signals = [outer.signal, inner.signal].filter((signal) => signal !== undefined);
  const signal = signals.length > 1 ? AbortSignal.any(signals) : signals[0];
  return { ...(endsAt < Infinity && { endsAt }), ...(signal && { signal }) };
}
