import { AsyncLocalStorage } from 'node:async_hooks';
import type { ErrorKind } from '@baluarte/errors';
import type { TracePosition } from '../trace-context/traceparent.js';

/** How the work of this context failed, for the line that closes it. */
export interface RecordedFailure {
  readonly error: unknown;
  readonly errorCode: string;
  readonly kind: ErrorKind;
}

/** What one piece of work, a request or a turn of a worker, carries through every `await`. */
export interface ObservedContext extends TracePosition {
  /** `tracestate` of the caller, passed on unchanged. */
  readonly traceState?: string | undefined;
  /** What the caller calls this piece of work; the trace id if it has no name of its own. */
  readonly correlationId: string;
  /** Set once the work has failed. */
  failure?: RecordedFailure;
}

/** Where the context of the current piece of work is kept. */
export const observedContexts = new AsyncLocalStorage<ObservedContext>();
