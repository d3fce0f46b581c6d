import { randomSpanId, randomTraceId } from '../trace-context/random-ids.js';

let requested: string | undefined;

/** Begins a trace under a trace id that was chosen before; `begin` must start the root span before it returns. */
export function withTraceId<Result>(traceId: string, begin: () => Result): Result {
  requested = traceId;
  try {
    return begin();
  } finally {
    requested = undefined;
  }
}

/** The ids of new spans: random, but for a trace that begins under a requested trace id. */
export const requestedIds = {
  generateTraceId: (): string => requested ?? randomTraceId(),
  generateSpanId: randomSpanId,
};
